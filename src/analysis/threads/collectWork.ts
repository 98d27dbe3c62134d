import { partitionPoint } from '../../base/partitionPoint';
import type { Milliseconds } from '../../base/units';
import type { Activity } from '../activity';
import { usableFrom } from '../graph/usableFrom';
import { type Gap, isSameActivity, type ThreadDraft } from './draft';
import type { Drafts } from './drafts';
import { GapIndex } from './gapIndex';

/**
 * Puts what was done into the gaps of threads: other work, and calls of threads that run on their behalf; into the gap of
 * the innermost thread and those of the threads around it.
 * @param activities in the order they start
 * @param drafts with their parents
 * @param from what was done before that is where it belongs
 */
export function collectWork(activities: readonly Activity[], drafts: Drafts, from: Milliseconds): void {
  const index = new GapIndex(drafts.all, from);
  const done = new Map<Gap, Activity[]>();
  for (const activity of activities.slice(partitionPoint(activities, ({ start }) => start >= from))) {
    let gap = activity.kind === 'call' ? drafts.ofCall(activity.id)?.parent : findGap(activity, index);
    for (; gap; gap = gap.thread.parent) {
      if (gap.tools.length === 0) continue;
      const known = done.get(gap);
      if (known) known.push(activity);
      else done.set(gap, [activity]);
    }
  }
  for (const thread of drafts.all) replaceDone(thread, from, done);
}

function findGap(activity: Extract<Activity, { kind: 'work' }>, index: GapIndex): Gap | undefined {
  const doing = { start: activity.start, end: usableFrom(activity), made: activity.work.work };
  return index.findByExecution(doing) ?? index.findByTime(doing);
}

function replaceDone(
  thread: ThreadDraft,
  from: Milliseconds,
  done: ReadonlyMap<Gap, readonly Activity[]>,
): void {
  const { gaps } = thread;
  for (let index = gaps.length - 1; index >= 0; index -= 1) {
    const gap = gaps[index] as Gap;
    if (gap.end < from) return;
    const added = done.get(gap);
    if (!added && gap.done.length === 0) continue;
    const kept = gap.done.filter(({ start }) => start < from);
    const now = [...kept, ...(added ?? [])];
    if (now.length !== gap.done.length || now.some((one, place) => !isSameActivity(one, gap.done[place]))) {
      thread.made = undefined;
      gap.runs = undefined;
    }
    gap.done = now;
  }
}
