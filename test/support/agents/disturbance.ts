import type { Milliseconds } from '../../../src/base/units';
import { firstAttempt } from '../../../src/model/call';
import type { Run } from '../../../src/model/run';
import type { Work } from '../../../src/model/work';
import type { SimulatorLog } from '../simulator/simulatorLog';

/**
 * What a busy machine did to a program and to the server it spoke to: the longest that a write of the server came late,
 * or, if that is more, for how long the program was ready to run from its first request on and got no CPU.
 */
export function disturbanceOf(run: Run, { requests }: SimulatorLog): Milliseconds {
  const late = requests.flatMap(({ writes }) => writes.map(({ at, dueAt }) => at - dueAt));
  return Math.max(heldUp(run), ...late);
}

function heldUp({ calls, work, pauses }: Run): Milliseconds {
  const from = Math.min(...calls.map((call) => firstAttempt(call).timing.start));
  const isHeld = ({ start, end = start }: Work) =>
    pauses.some((pause) => pause.start < end && (pause.end ?? end) > start);
  return work
    .filter((each) => each.kind === 'cpu' && !isHeld(each))
    .reduce((sum, { start, end = start, busy = 0, cpu = busy }) => {
      const share = end > from ? (end - Math.max(start, from)) / (end - start) : 0;
      return sum + share * Math.max(0, busy - cpu);
    }, 0);
}
