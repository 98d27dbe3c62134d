import type { Milliseconds } from './units';

/** A span of time on one clock; `start <= end`. */
export interface Interval {
  readonly start: Milliseconds;
  readonly end: Milliseconds;
}

/** The same time as intervals that neither touch nor overlap, in order. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const next of inOrder(intervals)) {
    const last = merged.at(-1);
    if (!last || next.start > last.end) merged.push(next);
    else if (next.end > last.end) merged[merged.length - 1] = { start: last.start, end: next.end };
  }
  return merged;
}

/** Time covered by at least one of the intervals, in ms. */
export function unionLength(intervals: readonly Interval[]): Milliseconds {
  const [first, ...others] = inOrder(intervals);
  if (!first) return 0;
  let { start, end } = first;
  let length = 0;
  for (const next of others) {
    if (next.start > end) {
      length += end - start;
      ({ start, end } = next);
    } else end = Math.max(end, next.end);
  }
  return length + (end - start);
}

function inOrder(intervals: readonly Interval[]): Interval[] {
  return intervals.toSorted((a, b) => a.start - b.start);
}

/** Plain sum of lengths, in ms. */
export function sumLengths(intervals: readonly Interval[]): Milliseconds {
  return intervals.reduce((sum, { start, end }) => sum + (end - start), 0);
}

/** From the first start to the last end; undefined without any. */
export function hullOf(intervals: readonly Interval[]): Interval | undefined {
  const [first] = intervals;
  if (!first) return undefined;
  let { start, end } = first;
  for (const next of intervals) {
    start = Math.min(start, next.start);
    end = Math.max(end, next.end);
  }
  return { start, end };
}

/** From the first start to the last end, in ms; 0 without any. */
export function wallOf(intervals: readonly Interval[]): Milliseconds {
  const hull = hullOf(intervals);
  return hull ? hull.end - hull.start : 0;
}
