import { groupBy } from '../../base/groupBy';
import { memoiseByIdentity } from '../../base/memoise';
import type { Activity, ActivityId } from '../activity';
import type { DependencyGraph } from './dependencies';

/** A graph's activities by id, and what each of them is around. */
export interface Nesting {
  readonly byId: ReadonlyMap<ActivityId, Activity>;
  /** What goes on within an activity, directly; of `undefined`, all that is within none. */
  readonly within: ReadonlyMap<ActivityId | undefined, readonly Activity[]>;
}

export const findNesting: (graph: DependencyGraph) => Nesting = memoiseByIdentity(
  ({ activities, inside }) => ({
    byId: new Map(activities.map((activity) => [activity.id, activity])),
    within: groupBy(activities, ({ id }) => inside.get(id)),
  }),
);
