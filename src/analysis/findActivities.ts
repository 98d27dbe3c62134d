import { memoiseByIdentity } from '../base/memoise';
import type { Milliseconds } from '../base/units';
import { callInterval } from '../metrics/callTimes';
import type { Call } from '../model/call';
import type { Run } from '../model/run';
import type { Activity } from './activity';
import { findOtherWork, type OtherWork } from './otherWork';

/**
 * What takes time in a run and can be waited for, in the order it starts. Threads and marks of the program's own go on
 * beside or around other things and are none.
 * @param now end of what goes on, ms on the run's clock
 */
export function findActivities(run: Run, now: Milliseconds): readonly Activity[] {
  const activities: Activity[] = run.calls.map((call) =>
    call.outcome === 'inFlight' ? toCallActivity(call, now) : finishedCall(call),
  );
  for (const piece of findOtherWork(run, now)) {
    const { kind, end } = piece.work;
    if (kind === 'thread' || kind === 'measure') continue;
    activities.push(end === undefined ? toWorkActivity(piece) : finishedWork(piece));
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
  return {
    kind: 'work',
    id,
    process,
    start: piece.start,
    end: piece.end,
    isOpen: end === undefined,
    work: piece,
  };
}

/** What is over stays the same object from one state of a run to the next. */
const finishedCall = memoiseByIdentity((call: Call) => toCallActivity(call, 0));
const finishedWork = memoiseByIdentity(toWorkActivity);
