import type { EpochMilliseconds } from '../../base/units';

/** The moment, with fractions, on the clock by which the probe ties its own to the wall clock. */
export function epochNow(): EpochMilliseconds {
  return performance.timeOrigin + performance.now();
}
