import { sortNumbers } from '../base/sortNumbers';

/** How percentiles are computed, for a person. */
export const PERCENTILE_METHOD =
  'linear interpolation between the two nearest ranks (Hyndman and Fan, type 7; the default of numpy)';

/** Fewer values than this and a percentile is a guess about one or two of them. */
export const SAMPLES_FOR_P95 = 20;
const SAMPLES_FOR_P99 = 100;
/** From here on a p95 may be shown early, if the number of values stands beside it. */
const SAMPLES_FOR_EARLY_P95 = 5;

/** What several values of one metric say together, in the metric's unit. */
export interface Distribution {
  readonly n: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly p50: number;
  /** From 20 values on. */
  readonly p95?: number;
  /** Of 5 to 19 values: only to be shown together with `n`. */
  readonly earlyP95?: number;
  /** From 100 values on. */
  readonly p99?: number;
}

/**
 * Percentile by linear interpolation between the two nearest ranks (Hyndman and Fan's type 7, the default of numpy).
 * @param sorted ascending, not empty
 * @param p 0 to 1
 */
export function percentile(sorted: ArrayLike<number>, p: number): number {
  const rank = (sorted.length - 1) * p;
  const below = sorted[Math.floor(rank)];
  const above = sorted[Math.ceil(rank)];
  if (below === undefined || above === undefined)
    throw new RangeError(`no percentile ${p} of ${sorted.length} values`);
  return below + (rank - Math.floor(rank)) * (above - below);
}

/** The value in the middle of values in any order, of which there must be one. */
export function median(values: readonly number[]): number {
  return percentile(sortNumbers(values), 0.5);
}

/** Summarises values in any order; undefined when there are none. */
export function summarise(values: readonly number[]): Distribution | undefined {
  const sorted = sortNumbers(values);
  const n = sorted.length;
  if (n === 0) return undefined;
  return {
    n,
    min: percentile(sorted, 0),
    max: percentile(sorted, 1),
    mean: sorted.reduce((sum, value) => sum + value, 0) / n,
    p50: percentile(sorted, 0.5),
    ...(n >= SAMPLES_FOR_P95 && { p95: percentile(sorted, 0.95) }),
    ...(n >= SAMPLES_FOR_EARLY_P95 && n < SAMPLES_FOR_P95 && { earlyP95: percentile(sorted, 0.95) }),
    ...(n >= SAMPLES_FOR_P99 && { p99: percentile(sorted, 0.99) }),
  };
}
