import type { Purpose } from './budget';
import type { PathOfHolder } from './holder';

/** Taken so often of late, a path is worn. What was seen in a window counts half in the next. */
const wornAfter = 20;
const windowMs = 1000;
const maxPaths = 4096;

/** What is known of a path. */
export interface PathUse extends PathOfHolder {
  times: number;
}

/** Counts paths, and tells those that were taken often of late. */
export class WornPaths {
  readonly #uses = new Map<number, PathUse>();
  #begunAt = 0;

  /** Counts a path. */
  count(path: number): PathUse {
    const use = this.#uses.get(path);
    if (use) {
      use.times++;
      return use;
    }
    const first = { times: 1, leads: false };
    this.#uses.set(path, first);
    return first;
  }

  /** Time has passed. @param now ms */
  turn(now: number): void {
    if (now - this.#begunAt < windowMs && this.#uses.size < maxPaths) return;
    this.#begunAt = now;
    if (this.#uses.size >= maxPaths) this.#uses.clear();
    for (const [path, use] of this.#uses) {
      use.times /= 2;
      if (use.times < 1) this.#uses.delete(path);
    }
  }
}

/** What a capture on a path is for. */
export function purposeOf({ times, leads }: PathUse): Purpose {
  if (times <= wornAfter) return 'new';
  return leads ? 'leading' : 'idle';
}
