import type { FrameOrigin, RawFrame } from '../../../protocol/probeRecords';
import type { AsyncContexts } from './asyncContexts';
import { readDebuggerStack } from './debuggerStack';
import type { Holder } from './holder';
import { looksInstalled, type Place, readPlaces } from './places';
import { captureTrace } from './stackTrace';

/** Clients are deep: undici alone takes 30 frames in Node 18. */
const frameLimit = 200;
const maxFrames = 30;
/** So many frames of installed packages are kept when frames of other files need the room. */
const maxInstalledFrames = 10;
/** Once this many frames outside installed packages are known, further ancestors would only add doubt. */
const enoughFrames = 16;

/** Finds the frames that may be the program's line for a request that is being made. */
export class FrameFinder {
  readonly #contexts: AsyncContexts | undefined;

  constructor(contexts: AsyncContexts | undefined) {
    this.#contexts = contexts;
  }

  /** Candidates in the order they are to be tried; empty when nothing can be known. Never throws. */
  find(): readonly RawFrame[] {
    try {
      return this.#find();
    } catch {
      return [];
    }
  }

  #find(): readonly RawFrame[] {
    const list = new CandidateList();
    const places = readPlaces(captureTrace(FrameFinder.prototype.find, frameLimit));
    list.addAll(
      places.filter((place) => !place.awaiting),
      'sync',
      0,
    );
    const complete = this.#addAncestors(list);
    if (!complete) {
      for (const [depth, ancestor] of readDebuggerStack().entries())
        list.addAll(ancestor, 'inspector', depth + 1);
    }
    list.addAll(
      places.filter((place) => place.awaiting),
      'stale',
      1,
    );
    return list.chosen();
  }

  /** @returns whether the chain had no gap before enough was known */
  #addAncestors(list: CandidateList): boolean {
    let doubtful = false;
    let depth = 1;
    for (let at = this.#contexts?.current(); at && !list.hasEnough; at = at.outer) {
      list.addAll(
        placesOf(at).filter((place) => !place.awaiting),
        doubtful ? 'stale' : 'async',
        depth++,
      );
      doubtful ||= at.gap;
    }
    return !doubtful;
  }
}

/** Formats a holder's stack the first time it is asked for. */
function placesOf(holder: Holder): readonly Place[] {
  if (!holder.places) {
    holder.places = holder.trace ? readPlaces(holder.trace) : [];
    holder.trace = undefined;
  }
  return holder.places;
}

/** Frames in order, each place once: found again further out, it could not be chosen before its first mention. */
class CandidateList {
  readonly #frames: RawFrame[] = [];
  readonly #seen = new Set<string>();
  #own = 0;

  get hasEnough(): boolean {
    return this.#own >= enoughFrames;
  }

  addAll(places: readonly Place[], origin: FrameOrigin, depth: number): void {
    for (const { file, line, column, fn, mapped } of places) {
      const key = `${file}:${line}:${column}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      if (!looksInstalled(file)) this.#own++;
      this.#frames.push({ file, line, column, fn, origin, depth, mapped });
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
