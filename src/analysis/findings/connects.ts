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
 * failed takes its connection with it. Of several, the one that was used last is taken.
 */
function follow(pool: string, members: readonly Member[]): Connect[] {
  const inOrder = members.toSorted((a, b) => a.attempt.timing.start - b.attempt.timing.start);
  const releases = findReleases(inOrder);
  const free: Milliseconds[] = [];
  let next = 0;
  return inOrder.flatMap(({ call, attempt }, place): Connect[] => {
    const { start, connectStart } = attempt.timing;
    for (let one = releases[next]; one && one.end <= start && one.place < place; one = releases[++next]) {
      free.push(one.end);
    }
    const isNew = connectStart !== undefined;
    const since = free.pop();
    if (!isNew && !attempt.connectionReused) return [];
    const idle = isNew && since !== undefined ? { idle: start - since } : {};
    return [{ call, attempt, pool, isNew, time: isNew ? connectTime(attempt) : 0, ...idle }];
  });
}

/** When an answer was over and the program had taken all of it: before that its client can't know that it is. */
function takenBy(attempt: Attempt): Milliseconds {
  const end = attemptEnd(attempt, Number.POSITIVE_INFINITY);
  return Math.max(end, attempt.reads.at(-1)?.takenAt ?? end);
}

/** When each connection that an answer came over in full was free again, the first of them first. */
function findReleases(inOrder: readonly Member[]) {
  return inOrder
    .map(({ attempt }, place) => ({ attempt, place, end: takenBy(attempt) }))
    .filter(({ attempt }) => attempt.outcome === 'complete')
    .sort((a, b) => a.end - b.end || a.place - b.place);
}

function connectTime({ timing }: Attempt): Milliseconds {
  const { connectStart = 0, dnsDone = connectStart, tcpDone = dnsDone, tlsDone = tcpDone } = timing;
  return Math.max(0, Math.max(tcpDone, tlsDone) - connectStart);
}
