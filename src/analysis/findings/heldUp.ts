import { type Interval, mergeIntervals, sumLengths } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import { findBlockCause } from '../../metrics/blockCause';
import { attemptEnd } from '../../metrics/callTimes';
import { findMoments } from '../../metrics/moments';
import { type Call, lastAttempt } from '../../model/call';
import type { Holdup } from '../../model/holdup';
import type { Pause } from '../../model/run';

/** So much CPU time within a busy stretch is work of the program's own: nobody's machine takes a stretch away and uses it. */
const LEAST_COMPUTED_MS: Milliseconds = 20;
/** A busy machine can take the processor away for some hundred milliseconds; who stands still for longer waits for something. */
const LEAST_STILL_MS: Milliseconds = 300;
/** A program that is busy for so much of an answer sets its pace: what came between was read late as well. */
const PACE_SHARE = 0.5;

/**
 * Stretches of a call in which the program was busy itself and which made its answer later: that held up the first or
 * the last of it, or so much that the program was the slower one. What came in time afterwards had caught up.
 */
export function findCostlyBlocks(call: Call, pauses: readonly Pause[]): readonly Interval[] {
  const attempt = lastAttempt(call);
  const blocks = (attempt.holdups ?? []).filter((holdup) => isOwnDoing(holdup, pauses));
  if (blocks.length === 0) return [];
  const { firstOutput, firstByte, lastOutput, end } = findMoments(attempt);
  const close = attemptEnd(attempt, end ?? attempt.timing.start);
  const answer = { start: firstOutput ?? firstByte ?? close, end: close };
  const within = clip(blocks, answer);
  if (within.length > 1 && sumLengths(within) >= PACE_SHARE * (answer.end - answer.start)) {
    return mergeIntervals(blocks);
  }
  const moments = [attempt.timing.headers, firstByte, firstOutput, lastOutput, end, close];
  return mergeIntervals(blocks.filter((block) => moments.some((moment) => isHeldBy(moment, block))));
}

/** What was read within a blocked stretch or right after it had waited for its end. */
const SLACK_MS: Milliseconds = 5;

function isHeldBy(moment: Milliseconds | undefined, { start, end }: Interval): boolean {
  return moment !== undefined && moment > start && moment <= end + SLACK_MS;
}

function isOwnDoing(holdup: Holdup, pauses: readonly Pause[]): boolean {
  if (holdup.kind !== 'blocked') return false;
  const cause = findBlockCause(holdup, pauses);
  if (cause === 'debugger') return false;
  if (cause === 'computing') return (holdup.cpu ?? 0) >= LEAST_COMPUTED_MS;
  return holdup.end - holdup.start >= LEAST_STILL_MS;
}

/** The parts of intervals that lie in another. */
export function clip(intervals: readonly Interval[], { start, end }: Interval): Interval[] {
  return intervals
    .map((one) => ({ start: Math.max(start, one.start), end: Math.min(end, one.end) }))
    .filter((one) => one.start < one.end);
}
