import type { Milliseconds } from '../../base/units';
import { findMoments, isStream } from '../../metrics/moments';
import { lastAttempt } from '../../model/call';
import type { CallActivity } from '../activity';
import type { RunAnalysis } from '../analyseRun';
import type { Goal } from './change';
import type { Edge } from './doubts';
import { findFinalAnswer } from './finalAnswer';
import { sumFlowRates } from './flows';
import { findPaces } from './pace';
import { shiftWithin } from './pieces';
import type { Plan } from './plan';
import type { Differences, Schedule } from './schedule';

/** By what share of the wait an estimated first token may be off. */
const DOUBT_OF_FIRST_TOKEN = 0.1;

/** A run done again: its plan, and when everything was. */
export interface DoneAgain {
  readonly plan: Plan;
  readonly schedule: Schedule;
  readonly pieces: Differences['pieces'];
  readonly gone: ReadonlySet<number>;
  /** Answers that are streamed now, by their place. */
  readonly streamed: ReadonlySet<number>;
  /** Whether estimates are taken as they are, or as low or high as they may be. */
  readonly edge: Edge;
}

/** How well a goal was reached: in ms, or calls per second for `throughput`. */
export function reachGoal(analysis: RunAnalysis, done: DoneAgain, goal: Goal): number {
  switch (goal) {
    case 'throughput':
      return sumFlowRates(done);
    case 'perceived':
      return findFirstText(analysis, done) - findStart(done);
    case 'wall':
      return findEnd(done) - findStart(done);
  }
}

/** The first request; what was before it is none of the run's wall time. */
function findStart({ plan: { activities }, schedule, gone }: DoneAgain): Milliseconds {
  let first = Number.POSITIVE_INFINITY;
  activities.forEach(({ kind, start }, index) => {
    if (kind !== 'call' || gone.has(index)) return;
    const moved = start + (schedule.startShift[index] ?? 0);
    if (moved < first) first = moved;
  });
  return first === Number.POSITIVE_INFINITY
    ? (activities.find(({ kind }) => kind === 'call')?.start ?? 0)
    : first;
}

function findEnd(done: DoneAgain): Milliseconds {
  const { plan, schedule, gone } = done;
  let last = findStart(done);
  plan.activities.forEach(({ end }, index) => {
    const moved = end + (schedule.endShift[index] ?? 0);
    if (moved > last && !gone.has(index)) last = moved;
  });
  return last;
}

/** The end of the run where no answer is one that a person waits for. */
function findFirstText(analysis: RunAnalysis, done: DoneAgain): Milliseconds {
  const answer = findFinalAnswer(analysis.activities);
  const index = answer && done.plan.indexOf.get(answer.id);
  if (!answer || index === undefined) return findEnd(done);
  const moment = firstTextOf(analysis, answer, done.streamed.has(index), done.edge);
  if (moment >= answer.end) return answer.end + (done.schedule.endShift[index] ?? 0);
  return moment + (done.schedule.startShift[index] ?? 0) + shiftWithin(done.pieces.get(index) ?? [], moment);
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
