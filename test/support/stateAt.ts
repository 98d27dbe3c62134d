import { memoiseByIdentity } from '../../src/base/memoise';
import type { Call } from '../../src/model/call';
import type { Run } from '../../src/model/run';
import type { Work } from '../../src/model/work';

const openCall = memoiseByIdentity((call: Call): Call => {
  const attempts = call.attempts.map((attempt) => ({
    ...attempt,
    timing: { start: attempt.timing.start },
    response: undefined,
    reads: [],
    events: [],
    outcome: 'inFlight' as const,
  }));
  return { ...call, attempts, outcome: 'inFlight' };
});

const openWork = memoiseByIdentity((work: Work): Work => ({ ...work, end: undefined, outcome: 'running' }));

/** What was known of a run at a moment: what has not changed since an earlier one is the same object. */
export function stateAt(run: Run, now: number): Run {
  const calls = run.calls
    .filter(({ attempts }) => (attempts[0]?.timing.start ?? 0) <= now)
    .map((call) => ((call.attempts.at(-1)?.timing.close ?? 0) <= now ? call : openCall(call)));
  const work = run.work
    .filter(({ start }) => start <= now)
    .map((one) => ((one.end ?? 0) <= now ? one : openWork(one)));
  return { ...run, calls, work };
}
