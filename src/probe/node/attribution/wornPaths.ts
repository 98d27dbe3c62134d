import type { Purpose } from './budget';

/** Taken so often of late, a path is worn. What was seen in a window counts half in the next. */
const wornAfter = 20;
const windowMs = 1000;
/**
 * Room for so many paths, a power of two; busy programs take a few thousand. Two that fall on one room keep on forgetting
 * each other, which costs captures; taking them for one would cost the line of who is new.
 */
const rooms = 1 << 15;

/**
 * Counts paths, and tells those that were taken often of late and those that led to requests. It is asked for each
 * reaction to a promise, which is why it is an array and no `Map`.
 */
export class WornPaths {
  readonly #paths = new Int32Array(rooms);
  readonly #times = new Uint16Array(rooms);
  readonly #leads = new Uint8Array(rooms);
  #begunAt = 0;

  /** Counts a path. @returns what a capture on it is for */
  count(path: number): Purpose {
    const room = this.#roomOf(path);
    const times = this.#times[room] as number;
    if (times < 0xffff) this.#times[room] = times + 1;
    if (times < wornAfter) return 'new';
    return this.#leads[room] === 1 ? 'leading' : 'idle';
  }

  /** A request came of a path. */
  noteLeading(path: number): void {
    this.#leads[this.#roomOf(path)] = 1;
  }

  /** Time has passed. @param now ms */
  turn(now: number): void {
    if (now - this.#begunAt < windowMs) return;
    this.#begunAt = now;
    for (let room = 0; room < rooms; room++) {
      const times = (this.#times[room] as number) >> 1;
      this.#times[room] = times;
      if (times === 0) this.#leads[room] = 0;
    }
  }

  #roomOf(path: number): number {
    const room = (path ^ (path >>> 16)) & (rooms - 1);
    if (this.#paths[room] !== path) {
      this.#paths[room] = path;
      this.#times[room] = 0;
      this.#leads[room] = 0;
    }
    return room;
  }
}
