import type { ProcessId } from '../../base/units';
import type { ProcessInfo } from '../../model/run';
import type { Activity, ActivityId } from '../activity';
import type { Thread } from '../threads/thread';
import type { Dependency, DependencyGraph } from './dependencies';
import { findContainers } from './findContainers';
import { findNeeds } from './findNeeds';
import { FlowTracker } from './followFlows';
import { type Link, Program } from './program';

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
  const indexOf = new Map<ActivityId, number>();
  for (const [index, { id }] of activities.entries()) indexOf.set(id, index);
  const inside = findContainers(activities, processes);
  const needs = findNeeds(activities, threads, indexOf);
  const tracker = new FlowTracker(activities, needs, findPrograms(activities, processes, inside, indexOf));
  tracker.follow();
  return { activities, ...nameLinks(activities, tracker.before), inside };
}

/** The program that each activity belongs to. */
function findPrograms(
  activities: readonly Activity[],
  processes: readonly ProcessInfo[],
  inside: ReadonlyMap<ActivityId, ActivityId>,
  indexOf: ReadonlyMap<ActivityId, number>,
): Program[] {
  const known = new Map(processes.map((process) => [process.id, process]));
  const programs = new Map<number | ProcessId, Map<number | undefined, Program>>();
  return activities.map(({ id, process }) => {
    const { pid = process, start } = known.get(process) ?? {};
    const container = indexOf.get(inside.get(id) as ActivityId);
    const ofProcess = programs.get(pid) ?? new Map<number | undefined, Program>();
    const program = ofProcess.get(container) ?? new Program({ start, container });
    programs.set(pid, ofProcess.set(container, program));
    return program;
  });
}

/** The links of each activity, by the ids of those they lead from and to. */
function nameLinks(
  activities: readonly Activity[],
  links: readonly (readonly Link[])[],
): Pick<DependencyGraph, 'before' | 'after'> {
  const before = new Map<ActivityId, Dependency[]>();
  const after = new Map<ActivityId, Dependency[]>();
  for (const [index, to] of activities.entries()) {
    const ofActivity = links[index] as readonly Link[];
    if (ofActivity.length === 0) continue;
    const dependencies = ofActivity.map(({ from, why }) => nameLink(activities[from] as Activity, to, why));
    before.set(to.id, dependencies);
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
