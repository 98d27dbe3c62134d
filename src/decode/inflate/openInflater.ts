// Undoes a body's content encoding read by read: an event takes the time of the compressed read that completed it.
// Encodings: https://www.rfc-editor.org/rfc/rfc9110#name-content-codings
import { FlateInflater } from './flateInflater';
import { InflateError, type Inflater } from './inflater';
import { decompressBrotli, decompressZstd, PrefixInflater } from './prefixInflater';

/** @param encoding value of `content-encoding`, empty when there is none */
export function openInflater(encoding: string): Inflater {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return { push: (bytes) => [bytes], end: () => [], heldBack: false };
    case 'gzip':
    case 'x-gzip':
    case 'deflate':
      return new FlateInflater();
    case 'br':
      return new PrefixInflater(decompressBrotli);
    case 'zstd':
      return new PrefixInflater(decompressZstd);
    default:
      throw new InflateError(`The content encoding "${encoding.slice(0, 40)}" is not known.`);
  }
}
