import { looksInstalled, type Place, readStack } from './places';
import type { Trace } from './stackTrace';

/**
 * Where an async context was begun: its stack, and the context that ran then. Held by the resources that run in it,
 * shared by those that only inherit it.
 */
export interface Holder {
  /** Not read yet; absent when there was no capture. */
  trace?: Trace;
  /** What `trace` said. */
  places?: readonly Place[];
  readonly outer: Holder | undefined;
  /** Number of holders from here to the outermost. */
  readonly depth: number;
  /** Something is missing between this one and `outer`: what lies further out may not be the nearest line. */
  gap: boolean;
  /** The path on which it was captured, as `ContextPath` counts. */
  readonly path?: number;
  /** Paths on which captures are missing here. */
  readonly missing?: Set<number>;
  /** Given when a frame of it is told first. */
  id?: number;
  /** Shared by all contexts that were begun in this one without a capture. */
  uncaptured?: Holder;
}

/** So many paths of one gap are remembered: no turn of a loop has as many. */
const maxMissing = 64;

/** Frames per holder. Few stacks are deeper where something is awaited, and only those would cost more. */
export const holderFrameLimit = 64;

/** Chains grow to this length, then are shortened. */
const longestChain = 96;
/** Counted from the innermost holder that says something of the program's own code. */
const keptInner = 32;
const keptOuter = 16;

function isUncaptured({ gap, trace, places }: Holder): boolean {
  return gap && !trace && !places;
}

/** The context of what was created within `outer`, with the stack of that moment. */
export function capturedIn(outer: Holder | undefined, trace: Trace, path: number): Holder {
  const kept = outer && outer.depth >= longestChain ? shortened(outer) : outer;
  return { trace, outer: kept, depth: (kept?.depth ?? 0) + 1, gap: false, path };
}

/**
 * The context of what was created within `outer` while no stack was captured.
 * @param path on which it was created, if it would have been captured
 */
export function uncapturedIn(outer: Holder | undefined, path?: number): Holder {
  const holder = gapIn(outer);
  if (path !== undefined && holder.missing && holder.missing.size < maxMissing) holder.missing.add(path);
  return holder;
}

function gapIn(outer: Holder | undefined): Holder {
  if (!outer) return uncaptured;
  if (isUncaptured(outer)) return outer;
  outer.uncaptured ??= { outer, depth: outer.depth + 1, gap: true, missing: new Set() };
  return outer.uncaptured;
}

const uncaptured: Holder = { outer: undefined, depth: 1, gap: true };

/**
 * A loop that awaits adds a holder a turn: without this, a program that runs for days would keep them all. What says
 * nothing of the program's own code goes first, and all of it: many turns of a loop within an SDK must not hide who
 * called that. Reading ends at the first stack that does say something, which is near where the program loops itself.
 */
function shortened(holder: Holder): Holder | undefined {
  const chain: Holder[] = [];
  for (let at: Holder | undefined = holder; at; at = at.outer) chain.push(at);
  const nearest = chain.findIndex((candidate) => placesIn(candidate).some(isOwn));
  const silent = nearest < 0 ? chain : chain.slice(0, nearest);
  const kept = withoutMiddle(chain.slice(silent.length));
  if (!silent.some(({ gap }) => gap)) return kept;
  const missing = new Set(silent.flatMap((holder) => [...(holder.missing ?? [])]).slice(0, maxMissing));
  return { outer: kept, depth: (kept?.depth ?? 0) + 1, gap: true, missing };
}

function isOwn({ file }: Place): boolean {
  return !looksInstalled(file);
}

function withoutMiddle(chain: readonly Holder[]): Holder | undefined {
  if (chain.length <= keptInner + keptOuter) return chain[0];
  let result = chain[chain.length - keptOuter] as Holder;
  for (let i = keptInner - 1; i >= 0; i--) {
    const { trace, places, gap, id } = chain[i] as Holder;
    result = {
      trace,
      places,
      id,
      outer: result,
      depth: result.depth + 1,
      gap: gap || i === keptInner - 1,
    };
  }
  return result;
}

/** The places of a holder's stack, innermost first; formats it the first time. */
export function placesIn(holder: Holder): readonly Place[] {
  if (holder.trace) {
    const { places, truncated } = readStack(holder.trace, holderFrameLimit);
    holder.trace = undefined;
    holder.places = places;
    holder.gap ||= truncated;
  }
  return holder.places ?? [];
}

/** The paths that led to a context: those on which it was captured, or on which captures are missing. */
export function pathsTo({ path, missing }: Holder): Iterable<number> {
  return missing ?? (path === undefined ? [] : [path]);
}

let lastId = 0;

/** Tells the stacks of this thread apart. */
export function idOf(holder: Holder): number {
  holder.id ??= ++lastId;
  return holder.id;
}

/** Gives up on a stack that was not read. */
export function forgetTrace(holder: Holder): void {
  holder.trace = undefined;
  holder.gap = true;
}
