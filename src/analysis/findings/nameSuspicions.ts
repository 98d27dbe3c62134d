import type { RunAnalysis } from '../analyseRun';
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
  const known = new Map(activities.map((activity, index) => [activity.id, { activity, index }]));
  const firstOf = ({ activities: [id] }: Suspicion) => (id === undefined ? undefined : known.get(id));
  const counts = new Map<string, number>();
  return suspicions
    .toSorted((a, b) => (firstOf(a)?.index ?? 0) - (firstOf(b)?.index ?? 0))
    .map((suspicion) => {
      const first = firstOf(suspicion)?.activity;
      const place = (first && siteOfActivity(first)?.id) ?? 'no line';
      const name = `${suspicion.detector}@${place}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return { id: count === 1 ? name : `${name}#${count}`, suspicion };
    });
}
