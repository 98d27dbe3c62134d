import { memoiseByIdentity } from '../../base/memoise';
import type { Activity, ActivityId } from '../activity';

/** The place of each activity in the order in which they started. */
export const indexActivities: (activities: readonly Activity[]) => ReadonlyMap<ActivityId, number> =
  memoiseByIdentity((activities) => new Map(activities.map(({ id }, index) => [id, index])));
