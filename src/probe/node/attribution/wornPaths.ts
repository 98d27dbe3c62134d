import type { Purpose } from './budget';
import { type Holder, type PathOfHolder, showsOwn } from './holder';
import type { Trace } from './stackTrace';

/** So often within a window, and a path is well known. */
const wornAfter = 20;
/** So often is a path that is well known looked at again in each window. */
const lookedAtAgain = 5;
const windowMs = 1000;
const maxPaths = 4096;

/** What is known of a path. */
export class PathUse implements PathOfHolder {
  leads = false;
  #times = 0;
  #latest: Holder | undefined;
  #isFresh = false;
  /** Once is enough: such a path leads through the program's own code now and then. */
  #showsOwn = false;

  /** What another capture on it would be for. */
  get purpose(): Purpose {
    if (!this.#isWorn) return 'new';
    return this.leads ? 'leading' : 'idle';
  }

  /** The latest capture at its end, with nothing further out, when all of late showed installed packages alone. */
  get latest(): Holder | undefined {
    return this.#showsOwn ? undefined : this.#latest;
  }

  /** As `latest`, when it is so well known that another capture would say the same. */
  get certain(): Holder | undefined {
    return this.#isFresh && this.#isWorn ? this.latest : undefined;
  }

  count(): void {
    this.#times++;
  }

  /** Remembers a capture that was made at its end, and reads it. */
  note(trace: Trace): void {
    if (this.#times <= wornAfter - lookedAtAgain || this.#showsOwn) return;
    this.#latest = { trace, outer: undefined, depth: 1, gap: false };
    this.#showsOwn = showsOwn(this.#latest);
    this.#isFresh = true;
  }

  /** A window is over. @returns whether it still is a path to remember */
  begin(): boolean {
    if (!this.#isWorn) return false;
    this.#times = wornAfter - lookedAtAgain;
    this.#isFresh = false;
    return true;
  }

  get #isWorn(): boolean {
    return this.#times > wornAfter;
  }
}

/** Counts paths, and tells those that were taken often of late. */
export class WornPaths {
  readonly #uses = new Map<number, PathUse>();
  #begunAt = 0;

  /** Counts a path. */
  count(path: number): PathUse {
    let use = this.#uses.get(path);
    if (!use) {
      use = new PathUse();
      this.#uses.set(path, use);
    }
    use.count();
    return use;
  }

  /** What is often is measured anew from time to time; what was is looked at again. */
  turn(now: number): void {
    if (now - this.#begunAt < windowMs && this.#uses.size < maxPaths) return;
    this.#begunAt = now;
    if (this.#uses.size >= maxPaths) this.#uses.clear();
    for (const [path, use] of this.#uses) if (!use.begin()) this.#uses.delete(path);
  }
}
