import { groupBy } from '../../base/groupBy';
import { memoiseByIdentity } from '../../base/memoise';
import type { Activity, ActivityId } from '../activity';
import type { DependencyGraph } from './dependencies';
import { LinkedGraph } from './linkedGraph';
import { Places } from './places';

/** A graph's activities by id, and what each of them is around. */
export interface Nesting {
  find(id: ActivityId): Activity | undefined;
  /** What goes on within an activity, directly; of `undefined`, all that is within none. In the order it starts. */
  within(id: ActivityId | undefined): readonly Activity[] | undefined;
}

export const findNesting: (graph: DependencyGraph) => Nesting = memoiseByIdentity((graph) => {
  const { activities, inside } = graph;
  const places = graph instanceof LinkedGraph ? graph.places : new Places(activities);
  const find = (id: ActivityId) => places.find(id);
  // Most programs have nothing that goes on within anything else.
  if (inside.size === 0) return { find, within: (id) => (id === undefined ? activities : undefined) };
  const groups = groupBy(activities, ({ id }) => inside.get(id));
  return { find, within: (id) => groups.get(id) };
});
