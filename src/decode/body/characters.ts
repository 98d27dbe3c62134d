import { isAscii } from 'node:buffer';

/** A byte from here on is a part of a character of several bytes. */
const firstOfMany = 0x80;

/**
 * Characters of UTF-8 that comes in pieces; one that is cut waits for its rest, and bytes that are none become U+FFFD.
 * A piece of ASCII, as most are, costs a fraction of what `TextDecoder` takes for it.
 */
export class Characters {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  /** Whether the decoder may hold the beginning of a character. */
  private isCut = false;

  decode(bytes: Uint8Array): string {
    if (bytes.length === 0) return '';
    if (!this.isCut && isAscii(bytes)) return toBuffer(bytes).toString('latin1');
    this.isCut = (bytes.at(-1) ?? 0) >= firstOfMany;
    return this.decoder.decode(bytes, { stream: true });
  }

  /** What is left when the bytes have ended. */
  end(): string {
    return this.decoder.decode();
  }
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
