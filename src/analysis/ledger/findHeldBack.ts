import type { Interval } from '../../base/intervals';
import { mergeIntervals } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import type { Attempt } from '../../model/attempt';

/** A shorter stretch is what it takes to read a chunk and to hand it over. */
const LEAST_MS = 2;

/** Stretches in which an answer waited for the program, each kind in order and apart. */
export interface HeldBack {
  /** All had come and waited to be taken, or the socket was left because so much did. */
  readonly slowConsumer: readonly Interval[];
  /** The event loop was blocked while the end of the answer came. */
  readonly blocked: readonly Interval[];
}

/**
 * Where the end of an answer waited for the program. Each read takes all that has come: as long as that is not the end,
 * the server is at work, whatever the program does beside. So only the last block counts, in which the end may have come
 * at any time, and what passed after the last read until that was taken. A socket that is left holds the server itself up.
 * @param end of the attempt
 */
export function findHeldBack({ reads, holdups = [] }: Attempt, end: Milliseconds): HeldBack {
  const left = holdups.filter(({ kind }) => kind === 'backPressure');
  const block = holdups.findLast(({ kind }) => kind === 'blocked');
  const last = reads.at(-1);
  const isLate = last?.takenAt !== undefined && last.takenAt >= last.at + LEAST_MS;
  const holdsEnd = block && block.end >= Math.min(end, last?.at ?? end) - LEAST_MS;
  return {
    slowConsumer: mergeIntervals(isLate ? [...left, { start: last.at, end: last.takenAt as number }] : left),
    blocked: holdsEnd ? [block] : [],
  };
}
