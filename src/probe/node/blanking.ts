import { allocateBytes, toBuffer } from './builtins';

const asterisk = 0x2a;
/** A piece of a secret that is shorter than this is any text, where a secret is cut in two. */
const fewestOfPiece = 5;

/**
 * Puts asterisks over a request's secrets where its answer repeats them, as servers do that refuse a key: what is written
 * down then holds none. The length stays the same, so sizes and framing stay true. A packed answer is not looked into.
 */
export class Blanking {
  readonly #secrets: readonly Buffer[];
  /** What is left of a secret that the last piece of the answer ended in. */
  #rest: Buffer | undefined;
  /** How much of that secret has come. */
  #come = 0;

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets.map((secret) => toBuffer(secret, 'utf8'));
  }

  /** The bytes themselves where they hold none, else a copy: they are the program's. */
  blank(bytes: Buffer): Buffer {
    const { length } = this.#secrets;
    if (length === 0) return bytes;
    const found: [from: number, to: number][] = [];
    const begun = this.#rest ? this.#takeRest(bytes, this.#rest) : 0;
    if (begun > 0 && this.#come >= fewestOfPiece) found.push([0, begun]);
    for (let index = 0; index < length; index += 1) this.#find(bytes, this.#secrets[index] as Buffer, found);
    if (found.length === 0) return bytes;
    const copy = allocateBytes(bytes.length);
    copy.set(bytes);
    for (const [from, to] of found) copy.fill(asterisk, from, to);
    return copy;
  }

  /** @returns how many of the first bytes go on with the secret that was cut */
  #takeRest(bytes: Buffer, rest: Buffer): number {
    this.#rest = undefined;
    const length = Math.min(rest.length, bytes.length);
    if (bytes.compare(rest, 0, length, 0, length) !== 0) return 0;
    this.#come += length;
    if (length < rest.length) this.#rest = rest.subarray(length);
    return length;
  }

  #find(bytes: Buffer, secret: Buffer, found: [number, number][]): void {
    let end = 0;
    for (let at = bytes.indexOf(secret); at >= 0; at = bytes.indexOf(secret, end)) {
      end = at + secret.length;
      found.push([at, end]);
    }
    if (this.#rest) return;
    const longest = Math.min(secret.length - 1, bytes.length - end);
    for (let length = longest; length > 0; length -= 1) {
      const from = bytes.length - length;
      if (bytes[from] !== secret[0] || bytes.compare(secret, 0, length, from) !== 0) continue;
      this.#rest = secret.subarray(length);
      this.#come = length;
      if (length >= fewestOfPiece) found.push([from, bytes.length]);
      return;
    }
  }
}
