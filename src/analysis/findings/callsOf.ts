import { memoiseByIdentity } from '../../base/memoise';
import type { Activity, CallActivity } from '../activity';

/** The calls among activities, in the order they start. */
export const callsOf: (activities: readonly Activity[]) => readonly CallActivity[] = memoiseByIdentity(
  (activities) => activities.filter((activity) => activity.kind === 'call'),
);
