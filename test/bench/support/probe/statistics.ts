import { percentile } from '../../../../src/metrics/percentile';

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Percentile of values in any order. */
export function quantile(values: readonly number[], p: number): number {
  return percentile(
    values.toSorted((a, b) => a - b),
    p,
  );
}
