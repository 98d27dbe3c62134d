import type { ProcessInfo } from '../../model/run';
import type { Activity } from '../activity';
import type { Thread } from '../threads/thread';
import type { DependencyGraph } from './dependencies';
import { DependencyTracker } from './dependencyTracker';

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
  // Nothing was tracked before, so there is nothing to go back to.
  const built = new DependencyTracker().update(activities, threads, processes);
  if (!built) throw new Error('A graph that is begun has no past.');
  return built.graph;
}
