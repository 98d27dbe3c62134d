import type { Milliseconds } from '../../base/units';
import { computeCallMetrics } from '../../metrics/callMetrics';
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

/** The shortest of several is nearest to the distance: whatever else comes in between makes them longer. */
export function measureRoundTrip(calls: readonly Call[]): RoundTrip | undefined {
  const attempts = calls.flatMap((call) => call.attempts);
  const tcp = attempts.flatMap(tcpOf);
  const tls = attempts.flatMap(tlsOf);
  const rest = calls.flatMap(restOf);
  const shortestTls = tls.length > 0 ? least(tls) : undefined;
  const [byTcp, byRest] = [least(tcp), least(rest)];
  if (tcp.length > 0 && (rest.length < 2 || byTcp >= Math.min(byRest, shortestTls ?? byRest) / 2)) {
    return { time: byTcp, from: 'connect', isBacked: tcp.length > 1, samples: tcp.length };
  }
  if (rest.length < 2) return undefined;
  const time = Math.min(byRest, shortestTls ?? byRest);
  return { time, from: 'server', isBacked: shortestTls !== undefined, samples: rest.length };
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
function restOf(call: Call): Milliseconds[] {
  if (call.outcome !== 'complete') return [];
  const { timing, response } = lastAttempt(call);
  const until = response?.serverTimings?.untilHeaders;
  if (until !== undefined && timing.headers !== undefined && timing.sent !== undefined) {
    return [Math.max(0, timing.headers - timing.sent - until)];
  }
  const rest = computeCallMetrics(call).networkRest.value;
  return rest === undefined ? [] : [rest];
}
