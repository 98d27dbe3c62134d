import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds } from '../../base/units';
import { findMoments, isStream } from '../../metrics/moments';
import { lastAttempt } from '../../model/call';
import type { Activity, CallActivity } from '../activity';
import type { RunAnalysis } from '../analyseRun';
import type { Goal } from './change';
import { findFinalAnswer } from './finalAnswer';
import { sumFlowRates } from './flows';
import { findPaces } from './pace';
import { type Edge, type Pieces, shiftWithin } from './pieces';
import type { Plan } from './plan';
import type { Schedule } from './schedule';

/** By what share of the wait an estimated first token may be off. */
const DOUBT_OF_FIRST_TOKEN = 0.1;

/** A run done again: its plan, and when everything was. */
export interface DoneAgain {
  readonly plan: Plan;
  readonly schedule: Schedule;
  readonly pieces: Pieces;
  readonly gone: ReadonlySet<number>;
  /** Answers that are streamed now, by their place. */
  readonly streamed: ReadonlySet<number>;
  /** Whether estimates are taken as they are, or as low or high as they may be. */
  readonly edge: Edge;
}

/** How well a goal was reached: in ms, or calls per second for `throughput`. */
export function reachGoal(analysis: RunAnalysis, done: DoneAgain, goal: Goal): number {
  if (goal === 'throughput') return sumFlowRates(done);
  const start = findStart(done);
  return (goal === 'wall' ? findEnd(done, start) : findFirstText(analysis, done, start)) - start;
}

/** The first request; what was before it is none of the run's wall time. */
function findStart({ plan: { activities }, schedule, gone }: DoneAgain): Milliseconds {
  const { calls } = inOrder(activities);
  const stays = calls.find((index) => !schedule.has(index));
  let first = activities[stays ?? -1]?.start ?? Number.POSITIVE_INFINITY;
  for (const [index, shift] of schedule) {
    const activity = activities[index];
    if (activity?.kind === 'call' && !gone.has(index)) first = Math.min(first, activity.start + shift.start);
  }
  return first === Number.POSITIVE_INFINITY ? (activities[calls[0] ?? -1]?.start ?? 0) : first;
}

/** Not before the start, whatever is done away with. */
function findEnd({ plan: { activities }, schedule, gone }: DoneAgain, start: Milliseconds): Milliseconds {
  const stays = inOrder(activities).byEnd.find((index) => !schedule.has(index));
  let last = Math.max(start, activities[stays ?? -1]?.end ?? start);
  for (const [index, shift] of schedule) {
    if (!gone.has(index)) last = Math.max(last, (activities[index]?.end ?? start) + shift.end);
  }
  return last;
}

/** The places of calls in the order they start, and of all activities, the one that ends last first. */
const inOrder = memoiseByIdentity((activities: readonly Activity[]) => {
  const all = [...activities.keys()];
  const endOf = (index: number) => activities[index]?.end ?? 0;
  return {
    calls: all.filter((index) => activities[index]?.kind === 'call'),
    byEnd: all.toSorted((a, b) => endOf(b) - endOf(a)),
  };
});

/** The end of the run where no answer is one that a person waits for. */
function findFirstText(analysis: RunAnalysis, done: DoneAgain, start: Milliseconds): Milliseconds {
  const answer = findFinalAnswer(analysis.activities);
  const index = answer && done.plan.indexOf.get(answer.id);
  if (!answer || index === undefined) return findEnd(done, start);
  const moment = firstTextOf(analysis, answer, done.streamed.has(index), done.edge);
  if (moment >= answer.end) return answer.end + (done.schedule.get(index)?.end ?? 0);
  return (
    moment +
    (done.schedule.get(index)?.start ?? 0) +
    shiftWithin(done.pieces.get(index) ?? [], moment, done.edge)
  );
}

/** An answer that is no stream is seen when it is complete. */
function firstTextOf(
  { run }: RunAnalysis,
  { call, end }: CallActivity,
  isStreamed: boolean,
  edge: Edge,
): Milliseconds {
  const attempt = lastAttempt(call);
  if (isStream(attempt)) return findMoments(attempt).firstText ?? end;
  if (!isStreamed) return end;
  const { start } = attempt.timing;
  const first = findPaces(run.calls)(call).firstOutputOf(attempt);
  if (first === undefined) return start + ((1 + edge) / 2) * (end - start);
  return Math.min(end, first + edge * DOUBT_OF_FIRST_TOKEN * (first - start));
}
