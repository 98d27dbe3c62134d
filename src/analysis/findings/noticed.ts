import type { Interval } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';

/**
 * What is worth a word. Below 50 ms nothing is felt (the Long Tasks API draws its line there as well,
 * https://w3c.github.io/longtasks), and what is less than a fiftieth of a run is lost in the differences between two
 * runs of the same program.
 */
const NOTICED = { least: 50, share: 0.02 } as const;

/** The least time that a finding in this run may be about, in ms. */
export function leastNoticed({ start, end }: Interval): Milliseconds {
  return Math.max(NOTICED.least, NOTICED.share * (end - start));
}
