import type { Purpose } from './budget';

/** Taken so often of late, a path is worn. What was seen in a window counts half in the next. */
const wornAfter = 20;
const windowMs = 1000;
/** Paths are told apart by so many of their bits: busy programs take a few thousand. */
const rooms = 1 << 16;

/**
 * Counts paths, and tells those that were taken often of late and those that led to requests. It is asked for each
 * reaction to a promise, which is why it is an array and no `Map`.
 */
export class WornPaths {
  readonly #times = new Uint16Array(rooms);
  readonly #leads = new Uint8Array(rooms);
  #begunAt = 0;

  /** Counts a path. @returns what a capture on it is for */
  count(path: number): Purpose {
    const room = roomOf(path);
    const times = this.#times[room] as number;
    if (times < 0xffff) this.#times[room] = times + 1;
    if (times < wornAfter) return 'new';
    return this.#leads[room] === 1 ? 'leading' : 'idle';
  }

  /** A request came of a path. */
  noteLeading(path: number): void {
    this.#leads[roomOf(path)] = 1;
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
}

function roomOf(path: number): number {
  return (path ^ (path >>> 16)) & (rooms - 1);
}
