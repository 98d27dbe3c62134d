import { groupBy } from '../../base/groupBy';
import { memoiseByIdentity } from '../../base/memoise';
import type { Activity, CallActivity } from '../activity';

/** The calls among activities, in the order they start. */
export const callsOf: (activities: readonly Activity[]) => readonly CallActivity[] = memoiseByIdentity(
  (activities) => activities.filter((activity) => activity.kind === 'call'),
);

/** The same by the line that they are shown at. */
export const callsByLine: (
  activities: readonly Activity[],
) => ReadonlyMap<string | undefined, CallActivity[]> = memoiseByIdentity((activities) =>
  groupBy<CallActivity, string | undefined>(callsOf(activities), ({ call }) => call.attribution.site?.id),
);
