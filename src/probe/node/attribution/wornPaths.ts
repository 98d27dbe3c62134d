import type { Holder } from './holder';
import type { Trace } from './stackTrace';

/** So often within a window, and a path is well known. */
const wornAfter = 100;
/** So often is a path that is well known looked at again in each window. */
const lookedAtAgain = 5;
const windowMs = 1000;
const maxPaths = 4096;

/** What is known of a path. */
interface Use {
  times: number;
  /** The latest capture at its end, with nothing further out. */
  latest?: Holder;
}

/** Counts paths, and tells those that were taken often of late. */
export class WornPaths {
  readonly #uses = new Map<number, Use>();
  #begunAt = 0;

  /** Counts a path, and says whether it was taken often of late. */
  isWorn(path: number): boolean {
    let use = this.#uses.get(path);
    if (!use) {
      use = { times: 0 };
      this.#uses.set(path, use);
    }
    use.times++;
    return use.times > wornAfter;
  }

  /** Remembers a capture that was made at the end of a path. */
  note(path: number, trace: Trace): void {
    const use = this.#uses.get(path);
    if (use && use.times > wornAfter - lookedAtAgain) {
      use.latest = { trace, outer: undefined, depth: 1, gap: false };
    }
  }

  /** The latest capture on a path that is worn. */
  latest(path: number): Holder | undefined {
    return this.#uses.get(path)?.latest;
  }

  /** What is often is measured anew from time to time; what was is looked at again. */
  turn(now: number): void {
    if (now - this.#begunAt < windowMs && this.#uses.size < maxPaths) return;
    this.#begunAt = now;
    if (this.#uses.size >= maxPaths) this.#uses.clear();
    for (const [path, use] of this.#uses) {
      if (use.times > wornAfter) use.times = wornAfter - lookedAtAgain;
      else this.#uses.delete(path);
    }
  }
}
