import type { Activity } from '../activity';
import type { Thread } from '../threads/thread';
import type { DependencyGraph } from './dependencies';

/**
 * What waited for what.
 * @param activities of the run, in the order they start
 */
export function buildDependencies(
  activities: readonly Activity[],
  _threads: readonly Thread[],
): DependencyGraph {
  return { activities, before: new Map(), after: new Map() };
}
