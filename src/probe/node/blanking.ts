import { allocateBytes, toBuffer } from './builtins';

const asterisk = 0x2a;
/** A piece of a secret that is shorter than this is any text, where a secret is cut in two. */
const fewestOfPiece = 5;

/**
 * Puts asterisks over a request's secrets where its answer repeats them, as servers do that refuse a key: what is written
 * down then holds none. The length stays the same, so sizes and framing stay true. A packed answer is not looked into.
 */
export class Blanking {
  /** Byte by byte, as pieces of the answer are searched: a native search in a string is ten times as fast as in bytes. */
  readonly #secrets: readonly string[];
  /** What is left of a secret that the last piece of the answer ended in. */
  #rest = '';
  /** How much of that secret has come. */
  #come = 0;

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets.map((secret) => toBuffer(secret, 'utf8').toString('latin1'));
  }

  /** The bytes themselves where they hold none, else a copy: they are the program's. */
  blank(bytes: Buffer): Buffer {
    const secrets = this.#secrets;
    if (secrets.length === 0) return bytes;
    const text = bytes.toString('latin1');
    const found: [from: number, to: number][] = [];
    if (this.#rest !== '') this.#takeRest(text, found);
    for (let index = 0; index < secrets.length; index += 1) this.#find(text, secrets[index] as string, found);
    if (found.length === 0) return bytes;
    const copy = allocateBytes(bytes.length);
    copy.set(bytes);
    for (const [from, to] of found) copy.fill(asterisk, from, to);
    return copy;
  }

  /** The first bytes may go on with the secret that was cut. */
  #takeRest(text: string, found: [number, number][]): void {
    const rest = this.#rest;
    const length = Math.min(rest.length, text.length);
    this.#rest = '';
    if (text.slice(0, length) !== rest.slice(0, length)) return;
    this.#come += length;
    this.#rest = rest.slice(length);
    if (this.#come >= fewestOfPiece) found.push([0, length]);
  }

  #find(text: string, secret: string, found: [number, number][]): void {
    let end = 0;
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, end)) {
      end = at + secret.length;
      found.push([at, end]);
    }
    if (this.#rest === '')
      this.#findBegun(text, secret, Math.max(end, text.length - secret.length + 1), found);
  }

  /** Whether the piece ends in the beginning of a secret. */
  #findBegun(text: string, secret: string, after: number, found: [number, number][]): void {
    const first = secret[0] as string;
    for (let from = text.indexOf(first, after); from >= 0; from = text.indexOf(first, from + 1)) {
      const length = text.length - from;
      if (text.slice(from) !== secret.slice(0, length)) continue;
      this.#rest = secret.slice(length);
      this.#come = length;
      if (length >= fewestOfPiece) found.push([from, text.length]);
      return;
    }
  }
}
