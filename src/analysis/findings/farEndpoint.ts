import { formatDuration, formatNumberOf } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import { type Interval, mergeIntervals } from '../../base/intervals';
import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds } from '../../base/units';
import { findMoments } from '../../metrics/moments';
import { type Call, lastAttempt } from '../../model/call';
import type { Run } from '../../model/run';
import type { RunAnalysis } from '../analyseRun';
import type { Change } from '../whatIf/change';
import type { Detector } from './detector';
import type { Certainty, Suspicion } from './finding';
import { leastNoticed } from './noticed';
import { placesOfCalls } from './places';
import { measureRoundTrip, type RoundTrip } from './roundTrip';

/** A continent is crossed in less; what takes longer goes over an ocean, or a detour. */
const FAR_MS: Milliseconds = 80;
/** A server in one's own region is reached in this. */
const NEAR_MS: Milliseconds = 10;

/** Hosts to which a round trip takes long, and what all round trips together cost. */
export const farEndpoint: Detector = (analysis) => {
  const byHost = groupBy(analysis.run.calls, (call) => lastAttempt(call).endpoint.host);
  return [...byHost].flatMap(([host, calls]) => suspect(analysis, host, calls));
};

function suspect(analysis: RunAnalysis, host: string, calls: readonly Call[]): Suspicion[] {
  const trip = measureRoundTrip(calls, findBusy(analysis.run));
  if (!trip || trip.time < FAR_MS) return [];
  const attempts = calls.flatMap((call) => call.attempts);
  const connects = attempts.filter(({ timing }) => timing.tcpDone !== undefined);
  const trips =
    attempts.length + connects.length + connects.filter(({ timing }) => timing.tlsDone !== undefined).length;
  if ((trip.time - NEAR_MS) * attempts.length < leastNoticed(analysis)) return [];
  const length = formatDuration(trip.time);
  return [
    {
      detector: 'farEndpoint',
      title: `Each of ${trips} round trips to ${host} takes ${length}`,
      explanation: explain(trip, host, length, trips),
      advice:
        'Use an endpoint of the provider in your region or run the program nearer to it, and look for a proxy or VPN on the ' +
        'way. Until then save round trips: keep connections open, and make fewer, larger calls.',
      certainty: certaintyOf(trip),
      activities: calls.map(({ id }) => id),
      places: placesOfCalls(calls),
      evidence: [
        { label: 'Round trip', value: `${length} (${formatNumberOf(trip.samples, 'sample')})` },
        { label: 'Requests', value: `${attempts.length}` },
        { label: 'New connections', value: `${connects.length}` },
      ],
      changes: bringNear(trip, calls),
    },
  ];
}

function explain({ from }: RoundTrip, host: string, length: string, trips: number): string {
  const how =
    from === 'connect'
      ? `Connecting to ${host} takes ${length} at best, which is one round trip.`
      : `The shortest wait for ${host} is ${length} longer than what the server says it worked.`;
  return `${how} New connections and requests paid for at least ${trips} of them.`;
}

function certaintyOf({ from, isBacked }: RoundTrip): Certainty {
  if (from === 'connect') return isBacked ? 'certain' : 'likely';
  return isBacked ? 'likely' : 'possible';
}

/** The same calls over a short way: connecting by its share, and one round trip less in every wait. */
function bringNear({ time }: RoundTrip, calls: readonly Call[]): Change[] {
  const activities = calls.map(({ id }) => id);
  const waits = calls.flatMap(waitOf);
  const sum = waits.reduce((total, wait) => total + wait, 0);
  const less = waits.reduce((total, wait) => total + Math.min(wait, time - NEAR_MS), 0);
  return [
    { kind: 'scale', activities, phases: ['connect'], factor: NEAR_MS / time },
    ...(sum > 0
      ? [{ kind: 'scale', activities, phases: ['wait'], factor: (sum - less) / sum } as const]
      : []),
  ];
}

function waitOf(call: Call): Milliseconds[] {
  const attempt = lastAttempt(call);
  const { start, sent = start } = attempt.timing;
  const { firstOutput, firstByte } = findMoments(attempt);
  const until = firstOutput ?? firstByte;
  return until === undefined ? [] : [until - sent];
}

/** When programs were computing or held by the debugger. */
const findBusy: (run: Run) => readonly Interval[] = memoiseByIdentity(({ work, pauses, calls }) => {
  const computing = work.filter(({ kind }) => kind === 'cpu');
  const holdups = calls.flatMap(({ attempts }) => attempts.flatMap((attempt) => attempt.holdups ?? []));
  return mergeIntervals(
    [...computing, ...pauses, ...holdups].map(({ start, end = Number.POSITIVE_INFINITY }) => ({
      start,
      end,
    })),
  );
});
