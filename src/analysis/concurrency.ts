import { type Interval, mergeIntervals } from '../base/intervals';
import { partitionPoint } from '../base/partitionPoint';
import type { Milliseconds } from '../base/units';

/** How many intervals were open at a time. */
export interface Concurrency {
  readonly max: number;
  /** Weighted by time; 0 when there was no time. */
  readonly mean: number;
}

/** How many of some intervals are open from each moment at which that changes until the next. */
export interface OpenCounts {
  /** Ascending. */
  readonly moments: readonly Milliseconds[];
  readonly counts: readonly number[];
}

/** Sweeps a line over starts and ends. An interval that ends when another starts does not overlap it. */
export function countOpen(intervals: readonly Interval[]): OpenCounts {
  const starts = Float64Array.from(intervals, ({ start }) => start).sort();
  const ends = Float64Array.from(intervals, ({ end }) => end).sort();
  const moments: Milliseconds[] = [];
  const counts: number[] = [];
  let [started, ended] = [0, 0];
  while (ended < ends.length) {
    const at = Math.min(starts[started] ?? Number.POSITIVE_INFINITY, ends[ended] as Milliseconds);
    while (starts[started] === at) started += 1;
    while (ends[ended] === at) ended += 1;
    moments.push(at);
    counts.push(started - ended);
  }
  return { moments, counts };
}

/** How many of `intervals` are open while at least one of `within` is. */
export function computeConcurrency(
  intervals: readonly Interval[],
  within: readonly Interval[] = intervals,
): Concurrency {
  return findConcurrency(countOpen(intervals), within);
}

/** The same of intervals that were counted before: for those who ask of many stretches. */
export function findConcurrency({ moments, counts }: OpenCounts, within: readonly Interval[]): Concurrency {
  let [area, length, max] = [0, 0, 0];
  for (const { start, end } of mergeIntervals(within)) {
    let next = partitionPoint(moments, (moment) => moment > start);
    for (let at = start; at < end; next++) {
      const until = Math.min(moments[next] ?? end, end);
      const open = counts[next - 1] ?? 0;
      area += open * (until - at);
      length += until - at;
      max = Math.max(max, open);
      at = until;
    }
  }
  return { max, mean: length === 0 ? 0 : area / length };
}
