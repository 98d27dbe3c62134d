import zlib from 'node:zlib';
import { GrowingBytes } from '../growingBytes';
import { maxInflatedBytes } from '../limits';
import { bombBody, corruptBody, InflateError, type Inflater } from './inflater';

/** Inflates the beginning of a compressed body as far as it goes. */
export type DecompressPrefix = (prefix: Uint8Array, maxOutputLength: number) => Uint8Array;

/** Bytes that one response may cost to inflate over and over; some tenths of a second. */
const maxWork = 96 * 1024 * 1024;

/** Compressed bytes that are kept of one response. */
const maxCompressedBytes = 32 * 1024 * 1024;

/** What one run of a decompressor costs beyond its output, as bytes of output. */
const workPerRun = 16 * 1024;

/**
 * Inflates encodings that are only to be had whole and at once (`node:zlib`'s `...Sync` functions): at every read, all
 * that came so far is inflated anew and what is new is given out. That is quadratic, so it ends when a set amount of
 * work is done; what comes later is held back until the end. Answers of ordinary length stay far below that.
 */
export class PrefixInflater implements Inflater {
  private readonly compressed = new GrowingBytes(workPerRun);
  private inflatedSize = 0;
  private given = 0;
  private work = 0;

  /** @param limit bytes that the whole body may become */
  constructor(
    private readonly decompress: DecompressPrefix,
    private readonly limit = maxInflatedBytes,
  ) {}

  get heldBack(): boolean {
    return this.work > maxWork;
  }

  push(bytes: Uint8Array): Iterable<Uint8Array> {
    this.keep(bytes);
    return this.heldBack ? [] : [this.inflateAll()];
  }

  end(): Iterable<Uint8Array> {
    return this.inflatedSize < this.compressed.length ? [this.inflateAll()] : [];
  }

  private keep(bytes: Uint8Array): void {
    if (this.compressed.length + bytes.length > maxCompressedBytes) throw new InflateError(bombBody);
    this.compressed.add(bytes);
  }

  private inflateAll(): Uint8Array {
    const plain = this.inflate();
    this.inflatedSize = this.compressed.length;
    this.work += plain.length + workPerRun;
    const fresh = plain.subarray(this.given);
    this.given = plain.length;
    return fresh;
  }

  private inflate(): Uint8Array {
    try {
      return this.decompress(this.compressed.view, this.limit);
    } catch (cause) {
      if (cause instanceof InflateError) throw cause;
      const isBomb = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
      throw new InflateError(isBomb ? bombBody : corruptBody, { cause });
    }
  }
}

export const decompressBrotli: DecompressPrefix = (prefix, maxOutputLength) =>
  zlib.brotliDecompressSync(prefix, { finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH, maxOutputLength });

/** Node.js has zstd from 22.15 on; nothing asks for it below that. */
export const decompressZstd: DecompressPrefix = (prefix, maxOutputLength) => {
  const { zstdDecompressSync, constants } = zlib as ZlibWithZstd;
  if (!zstdDecompressSync)
    throw new InflateError('This version of Node.js does not know the content encoding zstd.');
  return zstdDecompressSync(prefix, { finishFlush: constants.ZSTD_e_flush, maxOutputLength });
};

interface ZlibWithZstd {
  readonly zstdDecompressSync?: (
    bytes: Uint8Array,
    options: { finishFlush?: number; maxOutputLength: number },
  ) => Buffer;
  readonly constants: { readonly ZSTD_e_flush?: number };
}
