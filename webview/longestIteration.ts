import type { TimelineIteration } from '../src/protocol/timelineAnalysis';

/** An iteration stands out when it took so many times as long as the one in the middle. */
const STANDS_OUT = 1.25;

/** The iteration that took longest, if it stands out among at least three. */
export function findLongestIteration(
  iterations: readonly TimelineIteration[],
): TimelineIteration | undefined {
  if (iterations.length < 3) return undefined;
  const sorted = iterations.toSorted((a, b) => durationOf(a) - durationOf(b));
  const longest = sorted.at(-1);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  return longest && middle && durationOf(longest) >= durationOf(middle) * STANDS_OUT ? longest : undefined;
}

/** How long an iteration took, in ms. */
export function durationOf({ start, end }: Pick<TimelineIteration, 'start' | 'end'>): number {
  return end - start;
}
