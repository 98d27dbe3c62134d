import type { Interval } from '../../base/intervals';
import { memoiseByIdentity } from '../../base/memoise';
import type { ActivityId } from '../activity';
import type { RunAnalysis } from '../analyseRun';
import { addConnections } from './addConnections';
import type { Change, Goal, Prediction } from './change';
import { addDoubts, atTheEdge, type Edge, type Pieces } from './doubts';
import { buildPlan } from './plan';
import { type DoneAgain, reachGoal } from './reachGoal';
import { type Relinked, relink } from './relink';
import { type Resized, resize } from './resize';
import { schedule } from './schedule';

/**
 * Thinks a recorded run through again with changes: what waited for what stays as it was, unless a change speaks of it,
 * and so does the program's own time in between. Without changes every activity is exactly where it was.
 *
 * `low` and `high` are the results with everything that a change gave a new length, or that goes on beside others now,
 * shorter or longer by its spread (`spread.ts`), all at once; for `high` the provider takes no more requests at a time
 * than is sure (`providerLimit.ts`). What changes do not touch is taken as recorded: it is in no interval.
 */
export function predict(analysis: RunAnalysis, changes: readonly Change[], goal: Goal): Prediction {
  const changed = changeRun(analysis, changes);
  const usual = doAgain(changed, 0);
  const after = reachGoal(analysis, usual, goal);
  const edges = ([-1, 1] as const).map((edge) => reachGoal(analysis, doAgain(changed, edge), goal));
  let times: Prediction['times'] | undefined;
  return {
    goal,
    before: reachGoal(analysis, asRecorded(analysis), goal),
    after,
    low: Math.min(after, ...edges),
    high: Math.max(after, ...edges),
    caveats: [...new Set([...changed.relinked.caveats, ...changed.resized.caveats])],
    // Most who ask want to know how long it would take, not when everything would be.
    get times() {
      times ??= timesOf(usual);
      return times;
    },
  };
}

const asRecorded = memoiseByIdentity((analysis: RunAnalysis) => doAgain(changeRun(analysis, []), 0));

interface ChangedRun {
  readonly relinked: Relinked;
  readonly resized: Resized;
  readonly pieces: Pieces;
  /** Computing that may not overlap, though nothing orders it any more. */
  readonly oneByOne: ReadonlySet<number>;
}

function changeRun(analysis: RunAnalysis, changes: readonly Change[]): ChangedRun {
  const plan = buildPlan(analysis.graph);
  const relinked = relink(analysis, plan, changes);
  const resized = resize(analysis, plan, changes);
  const pieces = addConnections(analysis, plan, relinked.beside, resized.pieces);
  const isComputing = (index: number) => {
    const activity = plan.activities[index];
    return activity?.kind === 'work' && activity.work.work.kind === 'cpu';
  };
  return {
    relinked,
    resized,
    pieces: addDoubts(analysis, plan, { pieces, gone: resized.gone }, relinked),
    oneByOne: new Set([...relinked.parallel].filter(isComputing)),
  };
}

function doAgain({ relinked, resized, pieces, oneByOne }: ChangedRun, edge: Edge): DoneAgain {
  const { lagCuts, gone, streamed } = resized;
  const plan = edge === 1 ? relinked.limitedPlan : relinked.plan;
  const differences = { pieces: atTheEdge(pieces, edge), lagCuts, oneByOne };
  return { plan, pieces: differences.pieces, schedule: schedule(plan, differences), gone, streamed, edge };
}

function timesOf({ plan, schedule: { startShift, endShift }, gone }: DoneAgain): Map<ActivityId, Interval> {
  const times = new Map<ActivityId, Interval>();
  for (const [index, { id, start, end }] of plan.activities.entries()) {
    if (gone.has(index)) continue;
    times.set(id, { start: start + (startShift[index] ?? 0), end: end + (endShift[index] ?? 0) });
  }
  return times;
}
