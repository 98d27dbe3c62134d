import type { Milliseconds } from '../base/units';
import { callInterval } from '../metrics/callTimes';
import type { Call } from '../model/call';
import type { Run } from '../model/run';
import type { Activity } from './activity';
import { findOtherWork, type OtherWork } from './otherWork';

/** The latest activities that were found in a run: a summary, its lines and its analysis ask for the same. */
const latest = new WeakMap<Run, { readonly now: Milliseconds; readonly activities: readonly Activity[] }>();

/**
 * What takes time in a run and can be waited for, in the order it starts. Threads and marks of the program's own go on
 * beside or around other things and are none.
 * @param now end of what goes on, ms on the run's clock
 */
export function findActivities(run: Run, now: Milliseconds): readonly Activity[] {
  const known = latest.get(run);
  if (known?.now === now) return known.activities;
  const activities = listActivities(run.calls, findOtherWork(run, now), now);
  latest.set(run, { now, activities });
  return activities;
}

/** @param calls in the order they start, like the other work */
export function listActivities(
  calls: readonly Call[],
  work: readonly OtherWork[],
  now: Milliseconds,
): readonly Activity[] {
  const activities: Activity[] = calls.map((call) => toCallActivity(call, now));
  for (const piece of work) {
    if (piece.work.kind !== 'thread' && piece.work.kind !== 'measure') activities.push(toWorkActivity(piece));
  }
  return activities.sort((a, b) => a.start - b.start);
}

function toCallActivity(call: Call, now: Milliseconds): Activity {
  const { id, process, outcome } = call;
  const { start, end } = callInterval(call, now);
  return { kind: 'call', id, process, start, end, isOpen: outcome === 'inFlight', call };
}

function toWorkActivity(piece: OtherWork): Activity {
  const { id, process, end } = piece.work;
  const { start } = piece;
  return { kind: 'work', id, process, start, end: piece.end, isOpen: end === undefined, work: piece };
}
