import type { Interval } from './intervals';
import { partitionPoint } from './partitionPoint';
import type { Milliseconds } from './units';

/** Time that is covered by what was added; tells what is left of other intervals. */
export class Coverage {
  /** In order, apart from each other. */
  private readonly covered: Interval[] = [];

  constructor(intervals: readonly Interval[] = []) {
    for (const interval of intervals) this.add(interval);
  }

  add({ start, end }: Interval): void {
    if (start >= end) return;
    const from = this.indexAfter(start);
    let to = from;
    let merged: Interval = { start, end };
    for (; to < this.covered.length; to++) {
      const next = this.covered[to] as Interval;
      if (next.start > merged.end) break;
      merged = { start: Math.min(merged.start, next.start), end: Math.max(merged.end, next.end) };
    }
    this.covered.splice(from, to - from, merged);
  }

  /** The parts of an interval that are not covered, in order. */
  gapsIn({ start, end }: Interval): Interval[] {
    const gaps: Interval[] = [];
    let at = start;
    for (let i = this.indexAfter(start); i < this.covered.length && at < end; i++) {
      const next = this.covered[i] as Interval;
      if (next.start > at) gaps.push({ start: at, end: Math.min(next.start, end) });
      at = Math.max(at, next.end);
    }
    if (at < end) gaps.push({ start: at, end });
    return gaps;
  }

  /** Index of the first covered interval that does not end before a moment. */
  private indexAfter(moment: Milliseconds): number {
    return partitionPoint(this.covered, ({ end }) => end >= moment);
  }
}
