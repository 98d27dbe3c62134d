import type { Milliseconds } from '../base/units';

/** A duration that is still growing, in tenths of a second so that its digits don't dance: `1.2 s`, `75.0 s`. */
export function formatElapsed(duration: Milliseconds): string {
  return `${(Math.max(0, duration) / 1000).toFixed(1)} s`;
}
