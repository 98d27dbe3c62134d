import type { Milliseconds } from '../base/units';
import { callInterval } from '../metrics/callTimes';
import type { Run } from '../model/run';
import type { Activity } from './activity';
import { findOtherWork } from './otherWork';

/**
 * What takes time in a run and can be waited for, in the order it starts. Threads and marks of the program's own go on
 * beside or around other things and are none.
 * @param now end of what goes on, ms on the run's clock
 */
export function findActivities(run: Run, now: Milliseconds): readonly Activity[] {
  const calls = run.calls.map((call): Activity => {
    const { id, process, outcome } = call;
    return { kind: 'call', id, process, ...callInterval(call, now), isOpen: outcome === 'inFlight', call };
  });
  const work = findOtherWork(run, now)
    .filter(({ work: { kind } }) => kind !== 'thread' && kind !== 'measure')
    .map((piece): Activity => {
      const { id, process, end } = piece.work;
      const { start } = piece;
      return { kind: 'work', id, process, start, end: piece.end, isOpen: end === undefined, work: piece };
    });
  return [...calls, ...work].sort((a, b) => a.start - b.start);
}
