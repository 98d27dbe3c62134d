import type { Activity } from '../activity';
import type { Thread } from './thread';
import { ThreadFinder } from './threadFinder';

/** What threads were found with: that goes on where the run does. Each state is gone on from once. */
const finders = new WeakMap<readonly Thread[], ThreadFinder>();

/**
 * The conversations of a run, in the order they began.
 * @param activities of the run, in the order they start
 * @param previous threads of an earlier state of the same run; those that have not changed are the same objects then, and
 * only what has changed costs time
 */
export function findThreads(
  activities: readonly Activity[],
  previous?: readonly Thread[],
): readonly Thread[] {
  const known = previous && finders.get(previous);
  if (previous) finders.delete(previous);
  const finder = known?.canGoOn(activities) ? known : new ThreadFinder();
  const threads = finder.update(activities);
  finders.set(threads, finder);
  return threads;
}
