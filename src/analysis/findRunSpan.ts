import type { Interval } from '../base/intervals';
import type { Activity } from './activity';

/** From the first request to the end of the last call or other work: the run's wall time. Empty without calls. */
export function findRunSpan(activities: readonly Activity[]): Interval {
  const start = activities.find(({ kind }) => kind === 'call')?.start;
  if (start === undefined) return { start: 0, end: 0 };
  let end = start;
  for (const activity of activities) if (activity.end > end) end = activity.end;
  return { start, end };
}
