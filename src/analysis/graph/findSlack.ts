import type { Milliseconds } from '../../base/units';
import type { Activity, ActivityId } from '../activity';
import type { DependencyGraph } from './dependencies';
import { findNesting } from './nesting';
import { ownLagOf, waitedAfter } from './ownLag';

/**
 * By how much each activity could have taken longer without a moment coming later. What waits for several needs the
 * last of them, and then the time that it needed after that one: what ended earlier has the difference to spare, and
 * whatever its successors have. What goes on within an activity holds that one's end up.
 * @param end the moment; what begins after it is left out
 * @param target what the moment belongs to; without it the moment comes after all that ends before it
 */
export function findSlack(
  graph: DependencyGraph,
  end: Milliseconds,
  target?: ActivityId,
): ReadonlyMap<ActivityId, Milliseconds> {
  const nesting = findNesting(graph);
  const lags = new Map<ActivityId, Milliseconds>();
  const slack = new Map<ActivityId, Milliseconds>();

  const lagOf = (id: ActivityId): Milliseconds => {
    const known = lags.get(id);
    if (known !== undefined) return known;
    const lag = ownLagOf(graph.before.get(id));
    lags.set(id, lag);
    return lag;
  };

  /** What the end itself leaves an activity; of those within another one, that one tells. */
  const untilEnd = ({ id, end: own }: Activity): Milliseconds => {
    if (target !== undefined) return id === target ? 0 : Number.POSITIVE_INFINITY;
    return graph.inside.has(id) ? Number.POSITIVE_INFINITY : Math.max(0, end - own);
  };

  const withFollowers = (activity: Activity): Milliseconds => {
    let spare = untilEnd(activity);
    for (const dependency of graph.after.get(activity.id) ?? []) {
      const following = slack.get(dependency.to);
      if (following === undefined || graph.inside.get(dependency.to) === activity.id) continue;
      spare = Math.min(spare, following + waitedAfter(dependency) - lagOf(dependency.to));
    }
    return spare;
  };

  const spareOf = (activity: Activity): Milliseconds => {
    const known = slack.get(activity.id);
    if (known !== undefined) return known;
    const own = withFollowers(activity);
    const within = graph.inside.get(activity.id);
    const container = within && nesting.find(within);
    const spare = container ? Math.min(own, spareOf(container) + restOf(container, activity)) : own;
    slack.set(activity.id, spare);
    return spare;
  };

  /** How much earlier than the last thing within a container another one ended. */
  const restOf = (container: Activity, activity: Activity): Milliseconds => {
    const last = lastEndOf(nesting.within(container.id) ?? []);
    return Math.max(0, last - activity.end);
  };

  for (let index = graph.activities.length - 1; index >= 0; index--) {
    const activity = graph.activities[index] as Activity;
    if (activity.start < end || activity.id === target) spareOf(activity);
  }
  return slack;
}

function lastEndOf(activities: readonly Activity[]): Milliseconds {
  return activities.reduce((last, { end }) => Math.max(last, end), Number.NEGATIVE_INFINITY);
}
