import { type Interval, mergeIntervals } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import type { Attempt } from '../../model/attempt';

/** A shorter stretch is what it takes to read a chunk and to hand it over. */
const LEAST_MS = 2;

/** Stretches in which an answer waited for the program, each kind in order and apart. */
export interface HeldBack {
  /** What had come waited to be taken, or the socket was left because so much did. */
  readonly slowConsumer: readonly Interval[];
  /** The event loop was blocked, so that nothing was read. */
  readonly blocked: readonly Interval[];
}

/**
 * Where the end of an answer waited for the program. Behind a program that has caught up again before the end, the
 * server was at work meanwhile, so that nothing came later because of it: only stretches that lead up to the end, one
 * after the other, count. A socket that is left holds the server itself up.
 * @param end of the attempt
 */
export function findHeldBack(attempt: Attempt, end: Milliseconds): HeldBack {
  const { unread, blocked } = findLastStretches(attempt, end);
  const left = (attempt.holdups ?? []).filter(({ kind }) => kind === 'backPressure');
  return { slowConsumer: mergeIntervals([...left, ...unread]), blocked: mergeIntervals(blocked) };
}

/** Goes back from the end, as long as something on the program's side lasted up to what is known to be later. */
function findLastStretches({ reads, holdups = [] }: Attempt, end: Milliseconds) {
  const blocks = holdups.filter(({ kind }) => kind === 'blocked');
  const unread: Interval[] = [];
  const blocked: Interval[] = [];
  let at = end;
  let read = reads.length - 1;
  let block = blocks.length - 1;
  for (;;) {
    const [last, hold] = [reads[read], blocks[block]];
    if (hold && hold.end >= at - LEAST_MS) {
      blocked.push(hold);
      at = Math.min(at, hold.start);
      block -= 1;
    } else if (last?.takenAt !== undefined && last.takenAt >= Math.max(at, last.at + LEAST_MS)) {
      unread.push({ start: last.at, end: last.takenAt });
      at = Math.min(at, last.at);
      read -= 1;
    } else if (last && last.at >= at) {
      read -= 1;
    } else {
      return { unread, blocked };
    }
  }
}
