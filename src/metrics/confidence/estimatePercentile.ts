import { percentile } from '../percentile';
import { findPercentileInterval } from './percentileInterval';

/** A percentile with the interval that holds the true one at the confidence asked for. In the unit of the values. */
export interface EstimatedPercentile {
  /** 0 to 1 */
  readonly p: number;
  readonly value: number;
  /** Absent where there are too few values to bound it on that side. */
  readonly low?: number;
  readonly high?: number;
}

/**
 * Estimates a percentile; undefined where there are so few values that none is expected to lie beyond it, as it would be
 * a guess then: below 20 for p95, below 100 for p99.
 * @param sorted ascending
 * @param p above 0 and below 1
 * @param weight as of `findPercentileInterval`
 */
export function estimatePercentile(
  sorted: readonly number[],
  p: number,
  confidence: number,
  weight = 1,
): EstimatedPercentile | undefined {
  if (sorted.length === 0 || (p !== 0.5 && isGuess(sorted.length, p))) return undefined;
  return { p, value: percentile(sorted, p), ...findPercentileInterval(sorted, p, confidence, weight) };
}

function isGuess(n: number, p: number): boolean {
  return n * Math.min(p, 1 - p) < 1 - 1e-9;
}
