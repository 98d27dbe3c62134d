import type { Milliseconds } from './units';

/** A span of time on one clock; `start <= end`. */
export interface Interval {
  readonly start: Milliseconds;
  readonly end: Milliseconds;
}

/** The same time as intervals that neither touch nor overlap, in order. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const next of intervals.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (!last || next.start > last.end) merged.push(next);
    else if (next.end > last.end) merged[merged.length - 1] = { start: last.start, end: next.end };
  }
  return merged;
}

/** Time covered by at least one of the intervals, in ms. */
export function unionLength(intervals: readonly Interval[]): Milliseconds {
  return sumLengths(mergeIntervals(intervals));
}

/** Plain sum of lengths, in ms. */
export function sumLengths(intervals: readonly Interval[]): Milliseconds {
  return intervals.reduce((sum, { start, end }) => sum + (end - start), 0);
}

/** From the first start to the last end, in ms; 0 without any. */
export function wallOf(intervals: readonly Interval[]): Milliseconds {
  if (intervals.length === 0) return 0;
  const first = intervals.reduce((least, { start }) => Math.min(least, start), Number.POSITIVE_INFINITY);
  return intervals.reduce((most, { end }) => Math.max(most, end), first) - first;
}
