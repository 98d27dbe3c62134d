/**
 * Fingerprints of texts, by which words are found again in another text without being kept: winnowing, as in Schleimer,
 * Wilkerson and Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003. Of all runs of
 * `gramChars` letters and digits in a row, the least hash within every `windowGrams` of them is taken: two texts that
 * share a stretch of `toldChars` letters and digits have a fingerprint in common, and those that share less than
 * `gramChars` have none.
 */
const gramChars = 28;
const windowGrams = 13;

/** Letters and digits that words must have in a row to be found again for certain. */
export const toldChars = gramChars + windowGrams - 1;

/**
 * Hashes of 53 bits, in the order in which they were met; the same may be there twice.
 * @param texts no run of characters spans two of them
 */
export function fingerprintsOf(texts: Iterable<string>): Float64Array {
  const taken: number[] = [];
  for (const text of texts) if (text.length >= gramChars) winnow(text, taken);
  return Float64Array.from(taken);
}

function winnow(text: string, taken: number[]): void {
  const gram = new GramHash();
  const window = new LeastOfWindow();
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === backslash) at = endOfEscape(text, at);
    const sign = signOf(unit);
    if (sign === 0) continue;
    const hash = gram.add(sign);
    const least = hash === undefined ? undefined : window.add(hash);
    if (least !== undefined) taken.push(least);
  }
  // Words too few to fill a window may still be all that an answer has.
  const rest = window.onlyLeast;
  if (rest !== undefined) taken.push(rest);
}

const [lowBase, highBase] = [0x01000193, 0x27d4eb2f];
const [lowDrop, highDrop] = [powerOf(lowBase, gramChars), powerOf(highBase, gramChars)];

function powerOf(base: number, exponent: number): number {
  let power = 1;
  for (let i = 0; i < exponent; i++) power = Math.imul(power, base);
  return power;
}

/** Hash of the last `gramChars` signs, rolled on from one to the next as Karp and Rabin do. */
class GramHash {
  private readonly signs = new Uint16Array(gramChars);
  private count = 0;
  private low = 0;
  private high = 0;

  /** Undefined until there are enough. */
  add(sign: number): number | undefined {
    const place = this.count % gramChars;
    const dropped = this.signs[place] as number;
    this.signs[place] = sign;
    this.low = (Math.imul(this.low, lowBase) + sign - Math.imul(dropped, lowDrop)) | 0;
    this.high = (Math.imul(this.high, highBase) + sign - Math.imul(dropped, highDrop)) | 0;
    this.count += 1;
    return this.count < gramChars ? undefined : (mixed(this.high) >>> 11) * 2 ** 32 + mixed(this.low);
  }
}

/** The least of the last `windowGrams` hashes; of equal ones the last. */
class LeastOfWindow {
  private readonly hashes = new Float64Array(windowGrams).fill(Number.POSITIVE_INFINITY);
  private count = 0;
  /** Where the least one is. */
  private least = 0;

  /** Gives the least hash when it is another one than before; nothing until the window is full. */
  add(hash: number): number | undefined {
    const slot = this.count % windowGrams;
    const before = this.least;
    this.hashes[slot] = hash;
    this.count += 1;
    if (slot === before) this.least = this.findLeast(slot);
    else if (hash <= (this.hashes[before] as number)) this.least = slot;
    const isAnother = slot === before || this.least !== before || this.count === windowGrams;
    return isAnother && this.count >= windowGrams ? this.hashes[this.least] : undefined;
  }

  /** The least of all where they were too few to fill the window. */
  get onlyLeast(): number | undefined {
    return this.count > 0 && this.count < windowGrams ? this.hashes[this.least] : undefined;
  }

  private findLeast(newest: number): number {
    let least = newest;
    for (let age = 1; age < windowGrams; age++) {
      const slot = (newest - age + windowGrams) % windowGrams;
      if ((this.hashes[slot] as number) < (this.hashes[least] as number)) least = slot;
    }
    return least;
  }
}

/** The last step of MurmurHash3: makes each bit of a hash depend on all others. */
function mixed(hash: number): number {
  let mix = hash;
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}

const backslash = 0x5c;
/** What follows a backslash in JSON text and stands for a sign that isn't looked at. */
const escapes = new Set([...'"/bfnrt'].map((sign) => sign.charCodeAt(0)));

/** Where an escape ends. It has more backslashes the more often it was written as JSON within JSON. */
function endOfEscape(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at + 1) === backslash) at++;
  return escapes.has(text.charCodeAt(at + 1)) ? at + 1 : at;
}

/** A letter in lower case, a digit, or a character of any other script; 0 for signs between words. */
function signOf(unit: number): number {
  if (unit >= 0x80) return isPunctuation(unit) ? 0 : unit;
  if (unit >= 0x61 && unit <= 0x7a) return unit;
  if (unit >= 0x41 && unit <= 0x5a) return unit + 0x20;
  return unit >= 0x30 && unit <= 0x39 ? unit : 0;
}

/** Spaces and punctuation of Latin, and of Chinese, Japanese and Korean. */
function isPunctuation(unit: number): boolean {
  return (
    unit <= 0xbf ||
    (unit >= 0x2000 && unit <= 0x206f) ||
    (unit >= 0x3000 && unit <= 0x303f) ||
    (unit >= 0xff00 && unit <= 0xff0f)
  );
}
