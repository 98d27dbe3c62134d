import { groupBy } from '../../base/groupBy';
import type { Milliseconds } from '../../base/units';
import type { CallSite } from '../../model/attribution';
import { isSuiteRun } from '../../model/run';
import type { Activity, ActivityId } from '../activity';
import type { RunAnalysis } from '../analyseRun';
import { findCriticalPath } from '../graph/findCriticalPath';
import type { Goal } from './change';
import { findFinalAnswer } from './finalAnswer';
import { predict } from './predict';
import { type Saving, savingOf } from './saving';

/** So many lines are thought through. */
const MOST_LINES = 12;

/** A line of the program and what the goal would gain by its taking less time. */
export interface RankedLine {
  readonly site: CallSite;
  /** Its calls and other work, in the order they start. */
  readonly activities: readonly ActivityId[];
  readonly calls: number;
  /** What they take, added up. */
  readonly own: Milliseconds;
  /** The part of that which the goal waited for. */
  readonly onPath: Milliseconds;
  /** If each took half as long. */
  readonly half: Saving;
  /** If there were none of them. */
  readonly none: Saving;
}

/**
 * The lines of a run by what the goal would gain if what they do took half as long, the greatest first: not by their own
 * time, which may go by beside other things. Only the lines that the goal waited for longest are thought through: no line
 * can save more than what of it lies on the critical path. For `throughput`, where every flow counts, they are taken by
 * their own time. A completion suite has no lines to rank: nothing waits for its requests.
 */
export function rankLines(analysis: RunAnalysis, goal: Goal): readonly RankedLine[] {
  if (isSuiteRun(analysis.run)) return [];
  const onPath = timesOnPath(analysis, goal);
  const lines = [...groupBy(analysis.activities.filter(siteOf), (activity) => siteOf(activity)?.id).values()]
    .map((activities) => {
      const own = sum(activities.map(({ start, end }) => end - start));
      return { activities, own, onPath: sum(activities.map(({ id }) => onPath.get(id) ?? 0)) };
    })
    .sort((a, b) => (goal === 'throughput' ? b.own - a.own : b.onPath - a.onPath || b.own - a.own));
  return lines
    .slice(0, MOST_LINES)
    .flatMap((line) => weigh(analysis, line, goal))
    .sort((a, b) => b.half.saving - a.half.saving || b.own - a.own);
}

function weigh(
  analysis: RunAnalysis,
  { activities, own, onPath }: { activities: readonly Activity[]; own: number; onPath: number },
  goal: Goal,
): RankedLine[] {
  const site = activities[0] && siteOf(activities[0]);
  if (!site) return [];
  const ids = activities.map(({ id }) => id);
  const saveBy = (factor: number) =>
    savingOf(predict(analysis, [{ kind: 'scale', activities: ids, factor }], goal));
  const calls = activities.filter(({ kind }) => kind === 'call').length;
  return [{ site, activities: ids, calls, own, onPath, half: saveBy(0.5), none: saveBy(0) }];
}

function siteOf(activity: Activity): CallSite | undefined {
  const { attribution } = activity.kind === 'call' ? activity.call : activity.work.work;
  return attribution?.site;
}

/** How long the goal waited for each activity. */
function timesOnPath(analysis: RunAnalysis, goal: Goal): ReadonlyMap<ActivityId, Milliseconds> {
  const times = new Map<ActivityId, Milliseconds>();
  for (const { activity, start, end } of pathTo(analysis, goal).segments) {
    if (activity !== undefined) times.set(activity, (times.get(activity) ?? 0) + end - start);
  }
  return times;
}

function pathTo(analysis: RunAnalysis, goal: Goal): RunAnalysis['path'] {
  const answer = goal === 'perceived' ? findFinalAnswer(analysis.activities) : undefined;
  if (!answer) return analysis.path;
  const { start } = analysis;
  const end = start + predict(analysis, [], goal).before;
  return findCriticalPath(analysis.graph, { start, end }, answer.id);
}

function sum(times: readonly Milliseconds[]): Milliseconds {
  return times.reduce((total, time) => total + time, 0);
}
