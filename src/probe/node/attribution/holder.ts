import type { Place } from './places';
import type { Trace } from './stackTrace';

/**
 * Where an async context was begun: its stack, and the context that ran then. Held by the resources that run in it,
 * shared by those that only inherit it.
 */
export interface Holder {
  /** Not formatted yet; absent when the budget did not allow a capture. */
  trace?: Trace;
  /** What `trace` said, once it was read. */
  places?: readonly Place[];
  readonly outer: Holder | undefined;
  /** Number of holders from here to the outermost. */
  readonly depth: number;
  /** Something is missing between this one and `outer`: what lies further out may not be the nearest line. */
  readonly gap: boolean;
  /** For all contexts begun in this one while the budget was spent. */
  uncaptured?: Holder;
}

/** Chains grow to this length, then lose their middle. */
const longestChain = 96;
const keptInner = 32;
const keptOuter = 16;

/** The context of a resource that was created within `outer`, with the stack of that moment. */
export function extendChain(outer: Holder | undefined, trace: Trace | undefined): Holder | undefined {
  if (!trace) return outer ? uncapturedIn(outer) : outermostUncaptured;
  const inner = outer && outer.depth >= longestChain ? shortened(outer) : outer;
  return { trace, outer: inner, depth: (inner?.depth ?? 0) + 1, gap: false };
}

const outermostUncaptured: Holder = { outer: undefined, depth: 1, gap: true };

function uncapturedIn(outer: Holder): Holder {
  if (outer.gap && !outer.trace) return outer;
  outer.uncaptured ??= { outer, depth: outer.depth + 1, gap: true };
  return outer.uncaptured;
}

/** A loop that awaits adds a holder a turn: without this, a program that runs for days would keep them all. */
function shortened(holder: Holder): Holder {
  const chain: Holder[] = [];
  for (let at: Holder | undefined = holder; at; at = at.outer) chain.push(at);
  let result = chain[chain.length - keptOuter] as Holder;
  for (let i = keptInner - 1; i >= 0; i--) {
    const { trace, places, gap } = chain[i] as Holder;
    result = { trace, places, outer: result, depth: result.depth + 1, gap: gap || i === keptInner - 1 };
  }
  return result;
}
