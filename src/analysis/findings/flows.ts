import { memoiseByIdentity } from '../../base/memoise';
import type { Activity, ActivityId } from '../activity';
import type { Dependency, DependencyGraph } from '../graph/dependencies';

/** One flow of a program: what it did, one thing after the other. */
export interface Flow {
  /** How many flows it came from, each from the next. */
  readonly depth: number;
  readonly activities: Activity[];
}

/**
 * Parts a run into flows. What comes after something is of its flow; the second that comes after the same thing begins a
 * flow of its own, and what flows join in is of the one that they came from.
 */
export const findFlows: (graph: DependencyGraph) => readonly Flow[] = memoiseByIdentity((graph) => {
  const flows: Flow[] = [];
  const flowOf = new Map<ActivityId, Flow>();
  const continued = new Set<ActivityId>();
  const begin = (parent?: Flow): Flow => {
    const flow: Flow = { depth: parent ? parent.depth + 1 : 0, activities: [] };
    flows.push(flow);
    return flow;
  };
  for (const activity of graph.activities) {
    const before = graph.before.get(activity.id) ?? [];
    const flow = chooseFlow(before, flowOf, continued, begin);
    for (const { from } of before) continued.add(from);
    flow.activities.push(activity);
    flowOf.set(activity.id, flow);
  }
  return flows;
});

function chooseFlow(
  before: readonly Dependency[],
  flowOf: ReadonlyMap<ActivityId, Flow>,
  continued: ReadonlySet<ActivityId>,
  begin: (parent?: Flow) => Flow,
): Flow {
  const known = [...new Set(before.flatMap(({ from }) => flowOf.get(from) ?? []))];
  const [first] = known;
  if (!first) return begin();
  if (known.length > 1) return known.reduce((outer, flow) => (flow.depth < outer.depth ? flow : outer));
  const latest = before.reduce((last, one) => (one.lag <= last.lag ? one : last));
  return continued.has(latest.from) ? begin(first) : first;
}
