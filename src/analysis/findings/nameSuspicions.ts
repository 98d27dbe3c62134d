import type { RunAnalysis } from '../analyseRun';
import { indexActivities } from '../whatIf/indexActivities';
import type { Suspicion } from './finding';
import { siteOfActivity } from './places';

/** A suspicion and what it is known by. */
export interface NamedSuspicion {
  readonly id: string;
  readonly suspicion: Suspicion;
}

/**
 * Names suspicions by detector and by the line that they were first seen at, so that a name stays while a run goes on
 * and means the same in the next run. Several of one detector on one line are counted in the order of time.
 */
export function nameSuspicions(
  { activities }: RunAnalysis,
  suspicions: readonly Suspicion[],
): NamedSuspicion[] {
  const indexOf = indexActivities(activities);
  const placeOf = ({ activities: [id] }: Suspicion) => (id === undefined ? undefined : indexOf.get(id));
  const counts = new Map<string, number>();
  return suspicions
    .toSorted((a, b) => (placeOf(a) ?? 0) - (placeOf(b) ?? 0))
    .map((suspicion) => {
      const first = activities[placeOf(suspicion) ?? -1];
      const place = (first && siteOfActivity(first)?.id) ?? 'no line';
      const name = `${suspicion.detector}@${place}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return { id: count === 1 ? name : `${name}#${count}`, suspicion };
    });
}
