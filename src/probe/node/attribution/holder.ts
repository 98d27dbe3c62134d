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
  /** The path on which it was captured. */
  readonly path?: PathOfHolder;
  /** Given when a frame of it is told first. */
  id?: number;
  /** Not captured; on the same path this one was, a little earlier. */
  like?: Holder;
  /** Shared by all contexts that were begun in this one without a capture. */
  uncaptured?: Holder;
}

/** What is learnt of a path from what was captured on it. */
export interface PathOfHolder {
  /** A request came of it. */
  leads: boolean;
}

/** Frames per holder. Few stacks are deeper where something is awaited, and only those would cost more. */
export const holderFrameLimit = 64;

/** Chains grow to this length, then are shortened. */
const longestChain = 96;
/** Counted from the innermost holder that says something of the program's own code. */
const keptInner = 32;
const keptOuter = 16;

function isUncaptured({ gap, trace, places, like }: Holder): boolean {
  return gap && !trace && !places && !like;
}

/** The context of what was created within `outer`, with the stack of that moment. */
export function capturedIn(outer: Holder | undefined, trace: Trace, path: PathOfHolder): Holder {
  const kept = outer && outer.depth >= longestChain ? shortened(outer) : outer;
  return { trace, outer: kept, depth: (kept?.depth ?? 0) + 1, gap: false, path };
}

/** So far out is looked for the turn of the loop before, past nothing but what was assumed as well. */
const longestTurn = 8;

/**
 * The context of what was created within `outer` without a capture, on a path that often led there of late.
 * @param like a capture of that path
 */
export function assumedIn(outer: Holder | undefined, like: Holder): Holder {
  let before = outer;
  for (let i = 0; i < longestTurn && before?.like; i++, before = before.outer) {
    if (before.like === like) return before;
  }
  const kept = outer && outer.depth >= longestChain ? shortened(outer) : outer;
  return { like, outer: kept, depth: (kept?.depth ?? 0) + 1, gap: false };
}

/** The context of what was created within `outer` while no stack was captured. */
export function uncapturedIn(outer: Holder | undefined): Holder {
  if (!outer) return uncaptured;
  if (isUncaptured(outer)) return outer;
  outer.uncaptured ??= { outer, depth: outer.depth + 1, gap: true };
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
  return silent.some(({ gap }) => gap) ? uncapturedIn(kept) : kept;
}

function isOwn({ file }: Place): boolean {
  return !looksInstalled(file);
}

function withoutMiddle(chain: readonly Holder[]): Holder | undefined {
  if (chain.length <= keptInner + keptOuter) return chain[0];
  let result = chain[chain.length - keptOuter] as Holder;
  for (let i = keptInner - 1; i >= 0; i--) {
    const { trace, places, like, gap, id } = chain[i] as Holder;
    result = {
      trace,
      places,
      like,
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
  if (holder.like) assume(holder, holder.like);
  if (holder.trace) {
    const { places, truncated } = readStack(holder.trace, holderFrameLimit);
    holder.trace = undefined;
    holder.places = places;
    holder.gap ||= truncated;
  }
  return holder.places ?? [];
}

/**
 * What is said of a path says nothing of the program's own code: the path may have led through another line of it this
 * time. That none of it was on the way is taken to be so again.
 */
function assume(holder: Holder, like: Holder): void {
  holder.like = undefined;
  holder.gap ||= showsOwn(like);
  holder.places = holder.gap ? undefined : like.places;
}

/** Whether a stack shows, or may show, a line of the program's own. Formats it the first time. */
export function showsOwn(holder: Holder): boolean {
  return placesIn(holder).some(isOwn) || holder.gap;
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
