import { createRandom } from './simulator/random';

/** One read of a body: time in ms and number of bytes. */
export type Read = readonly [number, number];

/**
 * Cuts a body into reads of random lengths, the same ones for the same seed; most are short, so that cuts fall within
 * lines and characters. A read's time is its place.
 */
export function cutAtRandom(size: number, seed: number): Read[] {
  const random = createRandom(seed);
  const reads: Read[] = [];
  for (let left = size; left > 0; ) {
    const length = Math.min(left, 1 + Math.floor(random() ** 3 * 600));
    reads.push([reads.length, length]);
    left -= length;
  }
  return reads;
}
