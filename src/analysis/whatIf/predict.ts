import type { Interval } from '../../base/intervals';
import { memoiseByIdentity } from '../../base/memoise';
import type { ActivityId } from '../activity';
import type { RunAnalysis } from '../analyseRun';
import { addConnections } from './addConnections';
import type { Change, Goal, Prediction } from './change';
import { addDoubts } from './doubts';
import type { Edge, Pieces } from './pieces';
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
  return thinkThrough(analysis, changes)(goal);
}

/** The same for goals that are chosen later: the run is thought through once for all of them. */
export function thinkThrough(analysis: RunAnalysis, changes: readonly Change[]): (goal: Goal) => Prediction {
  const changed = changeRun(analysis, changes);
  const usual = doAgain(changed, 0);
  const edges = ([-1, 1] as const).map((edge) =>
    isInDoubt(changed) ? doAgain(changed, edge) : { ...usual, edge },
  );
  const caveats = [...new Set([...changed.relinked.caveats, ...changed.resized.caveats])];
  let times: Prediction['times'] | undefined;
  return (goal) => {
    const after = reachGoal(analysis, usual, goal);
    const bounds = edges.map((edge) => reachGoal(analysis, edge, goal));
    return {
      goal,
      before: reachGoal(analysis, asRecorded(analysis), goal),
      after,
      low: Math.min(after, ...bounds),
      high: Math.max(after, ...bounds),
      caveats,
      // Most who ask want to know how long it would take, not when everything would be.
      get times() {
        times ??= timesOf(usual);
        return times;
      },
    };
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

function isInDoubt({ relinked: { plan, limitedPlan }, pieces }: ChangedRun): boolean {
  return plan !== limitedPlan || [...pieces.values()].some((own) => own.some(({ doubt }) => doubt > 0));
}

function doAgain({ relinked, resized, pieces, oneByOne }: ChangedRun, edge: Edge): DoneAgain {
  const { lagCuts, gone, streamed } = resized;
  const plan = edge === 1 ? relinked.limitedPlan : relinked.plan;
  return {
    plan,
    pieces,
    schedule: schedule(plan, { pieces, edge, lagCuts, oneByOne }),
    gone,
    streamed,
    edge,
  };
}

function timesOf({ plan, schedule: shifts, gone }: DoneAgain): Map<ActivityId, Interval> {
  const times = new Map<ActivityId, Interval>();
  for (const [index, { id, start, end }] of plan.activities.entries()) {
    if (gone.has(index)) continue;
    const shift = shifts.get(index);
    times.set(id, { start: start + (shift?.start ?? 0), end: end + (shift?.end ?? 0) });
  }
  return times;
}
