/** The hash of nothing: what chains begin with. */
export const HASH_SEED = 0x1505;

/**
 * A 53-bit hash of a text and of the hash before it: two multiplicative hashes of 32 bits side by side, mixed at the end.
 * Among a million texts two that differ meet with a chance below one in ten thousand.
 */
export function chainHash(before: number, text: string): number {
  let low = before | 0;
  let high = (before / 2 ** 32) | 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    low = stir(low, code, LOW);
    high = stir(high, code, HIGH);
  }
  return mix(low, high);
}

/** The same of a whole number below 2 ** 53. */
export function chainNumber(before: number, value: number): number {
  const [first, second] = [value | 0, (value / 2 ** 32) | 0];
  const low = stir(stir(before | 0, first, LOW), second, LOW);
  const high = stir(stir((before / 2 ** 32) | 0, first, HIGH), second, HIGH);
  return mix(low, high);
}

const LOW = 0x9e3779b1;
const HIGH = 0x5f356495;

function stir(hash: number, code: number, factor: number): number {
  return Math.imul(hash ^ code, factor);
}

function mix(one: number, other: number): number {
  const low = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35);
  const high = Math.imul(other ^ (other >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}
