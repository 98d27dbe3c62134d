import { type Interval, mergeIntervals } from '../../base/intervals';
import { partitionPoint } from '../../base/partitionPoint';
import type { Milliseconds } from '../../base/units';
import { callInterval } from '../../metrics/callTimes';
import { findServerParts } from '../../metrics/serverParts';
import type { Attempt } from '../../model/attempt';
import { type Call, lastAttempt } from '../../model/call';

/** How long a round trip to a host takes, and how that is known. */
export interface RoundTrip {
  readonly time: Milliseconds;
  /** `connect`: TCP took so long. `server`: so much of the wait the server does not account for. */
  readonly from: 'connect' | 'server';
  /** What else says the same: TLS, or more than one sample. */
  readonly isBacked: boolean;
  readonly samples: number;
}

/** So many calls apart from each other have to say the same; fewer where TLS speaks for it too. */
const LEAST_MOMENTS = 3;
const LEAST_MOMENTS_WITH_TLS = 2;
/** The machine itself: a connection to it says nothing of what is behind it. */
const ownHost = /^(localhost|127\.|\[::1\])/;

/**
 * The shortest of several is nearest to the distance: whatever else comes in between makes them longer.
 * @param calls to one host
 * @param busy when the program could not look, so that connections were up before it knew: in order, apart from each other
 */
export function measureRoundTrip(calls: readonly Call[], busy: readonly Interval[]): RoundTrip | undefined {
  const attempts = calls
    .flatMap((call) => call.attempts)
    .filter((attempt) => attempt.timing.tcpDone !== undefined && !wasBusy(attempt, busy));
  const tcp = attempts.filter(({ endpoint }) => !ownHost.test(endpoint.host)).flatMap(tcpOf);
  const tls = attempts.flatMap(tlsOf);
  const waits = calls.flatMap(restOf);
  const rest = waits.map(({ time }) => time);
  const shortestTls = tls.length > 0 ? least(tls) : undefined;
  const [byTcp, byRest] = [least(tcp), least(rest)];
  if (tcp.length > 0 && (rest.length < 2 || byTcp >= Math.min(byRest, shortestTls ?? byRest) / 2)) {
    return { time: byTcp, from: 'connect', isBacked: tcp.length > 1, samples: tcp.length };
  }
  // What hits one call hits those beside it as well: only calls apart from each other are samples.
  const moments = mergeIntervals(waits).length;
  if (moments < (shortestTls === undefined ? LEAST_MOMENTS : LEAST_MOMENTS_WITH_TLS)) return undefined;
  const time = Math.min(byRest, shortestTls ?? byRest);
  return { time, from: 'server', isBacked: shortestTls !== undefined, samples: moments };
}

function wasBusy({ timing }: Attempt, busy: readonly Interval[]): boolean {
  const { start, connectStart = start, tcpDone = connectStart, tlsDone = tcpDone } = timing;
  const next = busy[partitionPoint(busy, ({ end }) => end > connectStart)];
  return next !== undefined && next.start < tlsDone;
}

function least(times: readonly Milliseconds[]): Milliseconds {
  return times.reduce((min, time) => Math.min(min, time), Number.POSITIVE_INFINITY);
}

function tcpOf({ timing: { connectStart, dnsDone, tcpDone } }: Attempt): Milliseconds[] {
  return connectStart === undefined || tcpDone === undefined ? [] : [tcpDone - (dnsDone ?? connectStart)];
}

function tlsOf({ timing: { tcpDone, tlsDone } }: Attempt): Milliseconds[] {
  return tcpDone === undefined || tlsDone === undefined ? [] : [tlsDone - tcpDone];
}

/** What the server's own figures leave of the wait. */
function restOf(call: Call): (Interval & { readonly time: Milliseconds })[] {
  const { start, end } = callInterval(call, 0);
  if (call.outcome !== 'complete') return [];
  const { timing, response } = lastAttempt(call);
  const until = response?.serverTimings?.untilHeaders;
  if (until !== undefined && timing.headers !== undefined && timing.sent !== undefined) {
    return [{ time: Math.max(0, timing.headers - timing.sent - until), start, end }];
  }
  const rest = findServerParts(lastAttempt(call)).find(({ name }) => name === 'rest');
  return rest ? [{ time: rest.length, start, end }] : [];
}
