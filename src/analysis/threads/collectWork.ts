import type { Activity, ActivityId } from '../activity';
import { usableFrom } from '../graph/usableFrom';
import type { Gap, ThreadDraft } from './draft';
import { type Doing, GapIndex } from './gapIndex';

/**
 * What was done in the gaps of threads: other work, and calls of threads that run on their behalf; in the gap of the
 * innermost thread and in those of the threads around it.
 * @param activities in the order they start
 * @param threads with their parents
 */
export function collectWork(
  activities: readonly Activity[],
  threads: readonly ThreadDraft[],
): ReadonlyMap<Gap, readonly Activity[]> {
  const index = new GapIndex(threads);
  const owners = findOwners(threads);
  const done = new Map<Gap, Activity[]>();
  for (const activity of activities) {
    let gap = activity.kind === 'call' ? owners.get(activity.id)?.parent : findGap(activity, index);
    for (; gap; gap = gap.thread.parent) {
      if (gap.tools.length === 0) continue;
      const known = done.get(gap);
      if (known) known.push(activity);
      else done.set(gap, [activity]);
    }
  }
  return done;
}

function findGap(activity: Extract<Activity, { kind: 'work' }>, index: GapIndex): Gap | undefined {
  const doing: Doing = { start: activity.start, end: usableFrom(activity), made: activity.work.work };
  return index.findByExecution(doing) ?? index.findByTime(doing);
}

function findOwners(threads: readonly ThreadDraft[]): ReadonlyMap<ActivityId, ThreadDraft> {
  const owners = new Map<ActivityId, ThreadDraft>();
  for (const thread of threads) {
    if (thread.parent) for (const { id } of thread.calls) owners.set(id, thread);
  }
  return owners;
}
