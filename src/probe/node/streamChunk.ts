import { toBuffer } from './builtins';

/**
 * The bytes of what is written to a stream or pushed into one.
 * @returns undefined for an end, and for the callback that methods take in the chunk's place
 */
export function bytesOf(chunk: unknown, encoding: unknown): Uint8Array | undefined {
  if (typeof chunk === 'string') {
    return toBuffer(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : undefined);
  }
  return ArrayBuffer.isView(chunk) ? toBuffer(chunk as Uint8Array, undefined) : undefined;
}
