import { byteLength } from './builtins';

/** What a body is cut into: https://www.rfc-editor.org/rfc/rfc9112#section-7.1 */
type Expected = 'size' | 'lineEnd' | 'data' | 'dataEnd';

const sizeLine = /^[\da-f]+$/i;

/**
 * Tells the framing of a chunked request from its body. The runtime hands each part of it over by itself: the size, the
 * end of its line, the data in one piece or in several, the end of theirs.
 */
export class ChunkFraming {
  #expected: Expected = 'size';
  /** Bytes of data still to come. */
  #left = 0;

  /** Whether a piece, the next, is no data. */
  frames(piece: Uint8Array | string, encoding: BufferEncoding | undefined): boolean {
    if (this.#expected === 'data') return this.#takeData(byteLength(piece, encoding));
    if (this.#expected === 'lineEnd') this.#expected = 'data';
    else if (this.#expected === 'dataEnd') this.#expected = 'size';
    // Anything else is the head or the trailer.
    else if (typeof piece === 'string' && sizeLine.test(piece)) this.#begin(Number.parseInt(piece, 16));
    return true;
  }

  #begin(size: number): void {
    this.#expected = 'lineEnd';
    this.#left = size;
  }

  #takeData(bytes: number): boolean {
    this.#left -= bytes;
    if (this.#left <= 0) this.#expected = 'dataEnd';
    return false;
  }
}
