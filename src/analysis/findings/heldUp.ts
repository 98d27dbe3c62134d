import { type Interval, mergeIntervals, sumLengths } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import { findBlockCause } from '../../metrics/blockCause';
import { attemptEnd } from '../../metrics/callTimes';
import { findMoments } from '../../metrics/moments';
import { type Call, lastAttempt } from '../../model/call';
import type { Holdup } from '../../model/holdup';
import type { Pause } from '../../model/run';

/**
 * So much CPU time in one stretch, or in all stretches of a call in which it computed, is work of the program's own. A
 * loop that stands still without it waits, but for what can't be told: a machine that has no time for it looks the same.
 */
const LEAST_COMPUTED_MS: Milliseconds = 250;
/** Less of a stretch than this was spent on computing: the machine was what kept the program. */
const LEAST_COMPUTED_SHARE = 0.1;

/** A program that is busy for so much of an answer sets its pace: what came between was read late as well. */
const PACE_SHARE = 0.5;

/**
 * Stretches of a call in which the program was busy itself and which made its answer later: that held up the first or
 * the last of it, or so much that the program was the slower one. What came in time afterwards had caught up.
 */
export function findCostlyBlocks(call: Call, pauses: readonly Pause[]): readonly Interval[] {
  const attempt = lastAttempt(call);
  const blocks = findComputing(attempt.holdups ?? [], pauses);
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

function findComputing(holdups: readonly Holdup[], pauses: readonly Pause[]): readonly Holdup[] {
  const blocks = holdups.filter(
    (one) => one.kind === 'blocked' && findBlockCause(one, pauses) !== 'debugger',
  );
  const long = blocks.filter(
    ({ cpu = 0, start, end }) => cpu >= Math.max(LEAST_COMPUTED_MS, LEAST_COMPUTED_SHARE * (end - start)),
  );
  if (long.length > 0) return long;
  const computing = blocks.filter((one) => findBlockCause(one, pauses) === 'computing');
  const cpu = computing.reduce((sum, one) => sum + Math.min(one.cpu ?? 0, one.end - one.start), 0);
  return cpu >= LEAST_COMPUTED_MS ? computing : [];
}

/** The parts of intervals that lie in another. */
export function clip(intervals: readonly Interval[], { start, end }: Interval): Interval[] {
  return intervals
    .map((one) => ({ start: Math.max(start, one.start), end: Math.min(end, one.end) }))
    .filter((one) => one.start < one.end);
}
