import type { FrameOrigin, RawFrame } from '../../../protocol/probeRecords';
import type { AsyncContexts } from './asyncContexts';
import { isDebuggerAttached, readDebuggerStack } from './debuggerStack';
import { type Holder, idOf, placesIn } from './holder';
import { looksInstalled, type Place, readStack } from './places';
import { mapPlace } from './sourceMaps';
import { captureTrace, type Trace } from './stackTrace';

/** Clients are deep: undici alone takes 30 frames in Node 18. */
const frameLimit = 200;
/** In a bundle the frames of SDKs look like the program's own, and lie in front of them. */
const maxFrames = 64;
/** So many frames of installed packages are kept when frames of other files need the room. */
const maxInstalledFrames = 10;
/** Once this many frames outside installed packages are known, further ancestors would only add doubt. */
const enoughFrames = 48;

/** What was there when a request was made, unread. */
export interface Trail {
  readonly trace: Trace;
  readonly context: Holder | undefined;
  /** The stack an attached debugger keeps, one list of places per async step outwards. */
  readonly debuggerStack: readonly (readonly Place[])[];
}

/** Finds the frames that may be the program's line for a request that is being made. */
export class FrameFinder {
  readonly #contexts: AsyncContexts | undefined;

  /** @param contexts absent when nobody follows them: then all that is asynchronous is beyond a gap */
  constructor(contexts: AsyncContexts | undefined) {
    this.#contexts = contexts;
  }

  /** Notes where the program is, without reading it. Throws where the program froze what is needed. */
  trail(): Trail {
    const trace = captureTrace(FrameFinder.prototype.trail, frameLimit);
    const context = this.#contexts?.requesting();
    return { trace, context, debuggerStack: isDebuggerAttached() ? this.#debuggerStackFor(context) : [] };
  }

  /** Candidates in the order they are to be tried. Throws where the program froze what is needed. */
  follow({ trace, context, debuggerStack }: Trail): readonly RawFrame[] {
    const list = new CandidateList();
    const { places, awaiting } = readStack(trace, frameLimit);
    list.addAll(places, 'sync', 0);
    const chain = chainFrom(context);
    const gapAt = this.#contexts ? addUntilGap(list, chain, this.#contexts) : 0;
    if (gapAt !== undefined && !list.hasOwn) {
      for (const [index, step] of debuggerStack.entries()) list.addAll(step, 'inspector', index + 1);
    }
    list.addAll(awaiting, 'awaiting', 1);
    for (let i = gapAt ?? chain.length; i < chain.length && !list.isEnough; i++) {
      list.addContext(chain[i] as Holder, 'stale', i + 1);
    }
    return list.chosen();
  }

  /**
   * What the debugger keeps when the chain is known to be incomplete: it tells of this moment only, and is slow. The
   * innermost stack is read to know whether it was captured to its end.
   */
  #debuggerStackFor(context: Holder | undefined): Trail['debuggerStack'] {
    if (context) placesIn(context);
    const isWhole = this.#contexts !== undefined && chainFrom(context).every(({ gap }) => !gap);
    return isWhole ? [] : readDebuggerStack();
  }
}

/**
 * Adds ancestors while nothing is missing between them, and learns which paths lead to requests: those that lie between a
 * request and the program's line, that line's included.
 * @returns how many came before a gap, if there is one
 */
function addUntilGap(
  list: CandidateList,
  chain: readonly Holder[],
  contexts: AsyncContexts,
): number | undefined {
  for (const [index, holder] of chain.entries()) {
    if (list.isEnough) return undefined;
    if (!list.hasOwn) contexts.noteLeading(holder);
    list.addContext(holder, 'async', index + 1);
    if (holder.gap) return index + 1;
  }
  return undefined;
}

/** A holder and all outside it. */
function chainFrom(holder: Holder | undefined): Holder[] {
  const chain: Holder[] = [];
  for (let at = holder; at; at = at.outer) chain.push(at);
  return chain;
}

/**
 * Frames in order, each place once: found again further out, it could not be chosen before its first mention. That a
 * function awaits somewhere does not count as a mention.
 */
class CandidateList {
  readonly #frames: RawFrame[] = [];
  readonly #seen = new Set<string>();
  #own = 0;

  get isEnough(): boolean {
    return this.#own >= enoughFrames;
  }

  /** Whether any frame may be the program's own. */
  get hasOwn(): boolean {
    return this.#own > 0;
  }

  addContext(holder: Holder, origin: FrameOrigin, depth: number): void {
    const places = placesIn(holder);
    if (places.length > 0) this.addAll(places, origin, depth, idOf(holder));
  }

  addAll(places: readonly Place[], origin: FrameOrigin, depth: number, context?: number): void {
    for (const place of places) {
      const key = `${origin === 'awaiting' ? 'awaiting ' : ''}${place.file}:${place.line}:${place.column}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      const mapping = looksInstalled(place.file) ? undefined : mapPlace(place);
      if (mapping && !looksInstalled(mapping.mapped?.file ?? '')) this.#own++;
      const { file, line, column, fn } = place;
      this.#frames.push({ file, line, column, fn, origin, depth, context, ...mapping });
    }
  }

  /** All that fit; of installed packages only the innermost, when not all do. */
  chosen(): readonly RawFrame[] {
    if (this.#frames.length <= maxFrames) return this.#frames;
    let installed = 0;
    const kept = this.#frames.filter(
      (frame) => !looksInstalled(frame.file) || ++installed <= maxInstalledFrames,
    );
    return kept.slice(0, maxFrames);
  }
}
