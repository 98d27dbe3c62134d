import { groupBy } from '../../base/groupBy';
import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds } from '../../base/units';
import { attemptEnd } from '../../metrics/callTimes';
import type { Attempt } from '../../model/attempt';
import type { Call } from '../../model/call';
import type { Run } from '../../model/run';

/** A first attempt of a call to a host, and how it came by its connection. */
export interface Connect {
  readonly call: Call;
  readonly attempt: Attempt;
  /** Process, scheme and host: who could share connections. */
  readonly pool: string;
  readonly isNew: boolean;
  /** Name, TCP and TLS of the new connection; 0 without. */
  readonly time: Milliseconds;
  /** For a new one: how long another connection to the host had been left alone by then. Absent = there was none. */
  readonly idle?: Milliseconds;
}

/** How each attempt of a run came by its connection, as far as that was seen, in the order of calls. */
export const findConnects: (run: Run) => readonly Connect[] = memoiseByIdentity((run) => {
  const attempts = run.calls.flatMap((call) => call.attempts.map((attempt) => ({ call, attempt })));
  const pools = groupBy(attempts, ({ attempt }) => nameOf(attempt));
  return [...pools].flatMap(([pool, members]) => follow(pool, members));
});

function nameOf({ process, endpoint: { scheme, host } }: Attempt): string {
  return `${process} ${scheme}://${host}`;
}

interface Member {
  readonly call: Call;
  readonly attempt: Attempt;
}

/**
 * Keeps count of the connections of one pool. One is free when its answer has come in full: what was broken off or
 * failed takes its connection with it.
 */
function follow(pool: string, members: readonly Member[]): Connect[] {
  const free: Milliseconds[] = [];
  let busy: Attempt[] = [];
  const connects: Connect[] = [];
  const inOrder = members.toSorted((a, b) => a.attempt.timing.start - b.attempt.timing.start);
  for (const { call, attempt } of inOrder) {
    const { start } = attempt.timing;
    free.push(...busy.filter((one) => isFreeAt(one, start)).map((one) => attemptEnd(one, start)));
    free.sort((a, b) => a - b);
    busy = busy.filter((one) => attemptEnd(one, start) > start && one.outcome !== 'inFlight');
    const isNew = attempt.timing.connectStart !== undefined;
    const since = free.pop();
    if (isNew || attempt.connectionReused) {
      const idle = isNew && since !== undefined ? { idle: start - since } : {};
      connects.push({ call, attempt, pool, isNew, time: isNew ? connectTime(attempt) : 0, ...idle });
    }
    busy.push(attempt);
  }
  return connects;
}

function isFreeAt(attempt: Attempt, moment: Milliseconds): boolean {
  return attempt.outcome === 'complete' && attemptEnd(attempt, Number.POSITIVE_INFINITY) <= moment;
}

function connectTime({ timing }: Attempt): Milliseconds {
  const { connectStart = 0, dnsDone = connectStart, tcpDone = dnsDone, tlsDone = tcpDone } = timing;
  return Math.max(0, Math.max(tcpDone, tlsDone) - connectStart);
}
