import type { Milliseconds } from '../../base/units';
import type { ActivityId } from '../activity';
import type { CriticalPath } from './criticalPath';

/** For how long the critical path goes through these activities: what the end of the run waited for them. */
export function timeOnPath({ segments }: CriticalPath, activities: readonly ActivityId[]): Milliseconds {
  const chosen: ReadonlySet<ActivityId | undefined> = new Set(activities);
  return segments.reduce(
    (sum, { activity, start, end }) => (activity && chosen.has(activity) ? sum + end - start : sum),
    0,
  );
}
