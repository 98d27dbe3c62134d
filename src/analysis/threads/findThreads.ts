import { groupBy } from '../../base/groupBy';
import type { Activity } from '../activity';
import type { Thread } from './thread';

/**
 * The conversations of a run, in the order they began.
 * @param activities of the run, in the order they start
 */
export function findThreads(activities: readonly Activity[]): readonly Thread[] {
  const calls = activities.filter((activity) => activity.kind === 'call');
  return [...groupBy(calls, ({ id }) => id).entries()].flatMap(([id, [activity]]) => {
    if (!activity) return [];
    const { call, start, end } = activity;
    const iteration = { ordinal: 1, calls: [call], tools: [], start, end };
    return [{ id, iterations: [iteration], calls: [call], start, end }];
  });
}
