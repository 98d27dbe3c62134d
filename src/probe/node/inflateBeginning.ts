/** A compressed beginning of this length says enough, and can't become large. */
const mostBytes = 2048;

/**
 * The text that a body begins with.
 * @param bytes its first bytes as they came
 * @param encoding value of `content-encoding`
 * @returns what can be read so far; empty when the encoding is not known here or the bytes are not what it says
 */
export function inflateBeginning(bytes: Buffer, encoding: string): string {
  if (/^(identity)?$/i.test(encoding)) return bytes.toString('utf8');
  try {
    return inflate(bytes.subarray(0, mostBytes), encoding.toLowerCase()).toString('utf8');
  } catch {
    return '';
  }
}

/** Flushes instead of finishing: what is there is not all. */
function inflate(bytes: Buffer, encoding: string): Buffer {
  // Loaded when it is needed, which for most programs is never.
  const zlib = require('node:zlib') as typeof import('node:zlib');
  const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH } = zlib.constants;
  if (encoding === 'br') return zlib.brotliDecompressSync(bytes, { finishFlush: BROTLI_OPERATION_FLUSH });
  return zlib.unzipSync(bytes, { finishFlush: Z_SYNC_FLUSH });
}
