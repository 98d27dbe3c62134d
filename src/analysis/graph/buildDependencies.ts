import type { ProcessInfo } from '../../model/run';
import type { Activity, ActivityId } from '../activity';
import type { Thread } from '../threads/thread';
import type { Dependency, DependencyGraph } from './dependencies';
import { findContainers } from './findContainers';
import { findNeeds } from './findNeeds';
import { FlowTracker, type Link } from './followFlows';

/**
 * What waited for what.
 * @param activities of the run, in the order they start
 * @param processes of the run; without them what a child process does is taken to go on beside its parent
 */
export function buildDependencies(
  activities: readonly Activity[],
  threads: readonly Thread[],
  processes: readonly ProcessInfo[] = [],
): DependencyGraph {
  const inside = findContainers(activities, processes);
  const indexOf = new Map(activities.map(({ id }, index) => [id, index]));
  const known = new Map(processes.map((process) => [process.id, process]));
  const tracker = new FlowTracker(activities, findNeeds(activities, threads), ({ id, process }) => {
    const { pid = process, start } = known.get(process) ?? {};
    const container = indexOf.get(inside.get(id) as ActivityId);
    return { name: `${pid} ${container}`, start, container };
  });
  tracker.follow();
  return { activities, ...nameLinks(activities, tracker.before), inside };
}

/** The links of each activity, by the ids of those they lead from and to. */
function nameLinks(
  activities: readonly Activity[],
  links: readonly (readonly Link[])[],
): Pick<DependencyGraph, 'before' | 'after'> {
  const before = new Map<ActivityId, Dependency[]>();
  const after = new Map<ActivityId, Dependency[]>();
  for (const [index, to] of activities.entries()) {
    const dependencies = (links[index] ?? []).map(({ from, why }) =>
      nameLink(activities[from] as Activity, to, why),
    );
    if (dependencies.length > 0) before.set(to.id, dependencies);
    for (const dependency of dependencies) {
      const known = after.get(dependency.from);
      if (known) known.push(dependency);
      else after.set(dependency.from, [dependency]);
    }
  }
  return { before, after };
}

function nameLink(from: Activity, to: Activity, why: Link['why']): Dependency {
  return { from: from.id, to: to.id, why, lag: to.start - from.end };
}
