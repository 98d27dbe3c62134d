import { type Interval, mergeIntervals } from '../base/intervals';
import type { Milliseconds } from '../base/units';

/** How many intervals were open at a time. */
export interface Concurrency {
  readonly max: number;
  /** Weighted by time; 0 when there was no time. */
  readonly mean: number;
}

/** What changes at a moment: intervals that open or close, and whether the moment is to be looked at. */
interface Step {
  readonly at: Milliseconds;
  readonly open: number;
  readonly inside: number;
}

/**
 * How many of `intervals` are open while at least one of `within` is, by a line swept over starts and ends. One that
 * ends when another starts does not overlap it.
 */
export function computeConcurrency(
  intervals: readonly Interval[],
  within: readonly Interval[] = intervals,
): Concurrency {
  const steps = [
    ...intervals.flatMap((interval) => stepsOf(interval, { open: 1, inside: 0 })),
    ...mergeIntervals(within).flatMap((interval) => stepsOf(interval, { open: 0, inside: 1 })),
  ].sort((a, b) => a.at - b.at);
  let [open, inside, area, length, max] = [0, 0, 0, 0, 0];
  for (const [index, step] of steps.entries()) {
    open += step.open;
    inside += step.inside;
    const span = (steps[index + 1]?.at ?? step.at) - step.at;
    if (inside === 0 || span === 0) continue;
    area += open * span;
    length += span;
    max = Math.max(max, open);
  }
  return { max, mean: length === 0 ? 0 : area / length };
}

function stepsOf({ start, end }: Interval, change: Pick<Step, 'open' | 'inside'>): Step[] {
  return [
    { at: start, ...change },
    { at: end, open: -change.open, inside: -change.inside },
  ];
}
