import { firstPast } from '../../base/partitionPoint';
import { chanceOfAtLeast, chanceOfAtMost, isRareEnough } from './binomial';

/** Bounds of a percentile, in the unit of the values. Absent where there are too few values to bound it on that side. */
export interface PercentileInterval {
  readonly low?: number;
  readonly high?: number;
}

/**
 * The interval that holds a percentile of all requests at least as often as `confidence` says, whatever their
 * distribution: each end is one of the values, and each side takes at most half of the error that is allowed. How many
 * of `n` independent values lie below the true percentile is binomial, so the chance that it lies beyond the k-th
 * smallest is a binomial tail (David and Nagaraja, Order Statistics, 3rd edition, 7.1; Hahn and Meeker, Statistical
 * Intervals, 5.2).
 * @param sorted ascending
 * @param p above 0 and below 1
 * @param weight what each value tells beside one that knows nothing of the others; see `weighDependence`. The ranks are
 *   found for as many independent values as these amount to, and spread over all of them, outwards.
 */
export function findPercentileInterval(
  sorted: readonly number[],
  p: number,
  confidence: number,
  weight = 1,
): PercentileInterval {
  const n = Math.floor(sorted.length * weight);
  const isRare = (chance: number) => isRareEnough(chance, (1 - confidence) / 2);
  // It lies below the value at an index when no more values than that index are below it.
  const afterLow = firstPast(0, n, (index) => !isRare(chanceOfAtMost(index, n, p)));
  // It lies above the value at an index when that one and all before it are below it.
  const high = firstPast(0, n, (index) => isRare(chanceOfAtLeast(index + 1, n, p)));
  const step = sorted.length / Math.max(1, n);
  return {
    low: sorted[Math.floor((afterLow - 1) * step)],
    high: high < n ? sorted[Math.ceil((high + 1) * step - 1e-9) - 1] : undefined,
  };
}
