import { allocateBytes } from './builtins';

/** Pieces that follow each other faster than this came in one read of the socket, or might as well have. */
const longestGapMs = 0.1;
const capacity = 64 * 1024;

/**
 * Pieces of one response that came at once, put together to become one record: a fast answer comes in reads of many
 * kilobytes, which the client cuts into hundreds of pieces in one go. The first piece is never held back, so that what
 * comes slowly, as tokens do, is written at once.
 */
export class Burst {
  #bytes: Buffer | undefined;
  #id = '';
  #last = Number.NEGATIVE_INFINITY;
  /** When the first of the held pieces came. */
  t = 0;
  length = 0;

  get id(): string {
    return this.#id;
  }

  /** What is held; valid until the next piece. */
  get bytes(): Uint8Array {
    return (this.#bytes as Buffer).subarray(0, this.length);
  }

  /** Takes a copy of a piece that belongs to the burst. @returns whether it did */
  hold(id: string, t: number, piece: Uint8Array): boolean {
    const gap = t - this.#last;
    if (id !== this.#id || !(gap >= 0 && gap < longestGapMs) || this.length + piece.length > capacity) {
      return false;
    }
    this.#bytes ??= allocateBytes(capacity);
    this.#bytes.set(piece, this.length);
    if (this.length === 0) this.t = t;
    this.length += piece.length;
    this.#last = t;
    return true;
  }

  /** A piece was written at once: others may follow it. */
  follow(id: string, t: number): void {
    this.#id = id;
    this.#last = t;
  }
}
