import { Coverage } from '../../base/coverage';
import { formatDuration, formatNumberOf } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import { type Interval, mergeIntervals, sumLengths } from '../../base/intervals';
import { callInterval } from '../../metrics/callTimes';
import { findMoments } from '../../metrics/moments';
import type { Attempt } from '../../model/attempt';
import { type Call, lastAttempt } from '../../model/call';
import type { RunAnalysis } from '../analyseRun';
import type { Detector } from './detector';
import type { Suspicion } from './finding';
import { leastNoticed } from './noticed';
import { placesOfCalls } from './places';

/** Less than this share of a call is no matter of its consumer. */
const LEAST_SHARE = 0.2;
/** A busy machine keeps a program from what has come for less than this; a socket that was left needs no such doubt. */
const LEAST_LAG_MS = 150;

/** A piece that waits for so long was not taken at once. */
const LATE_MS = 50;
/** Who falls behind does so with most pieces in the end; a hiccup hits one or two. */
const LATE_SHARE = 0.5;
const LEAST_READS = 3;

/**
 * Answers whose end had come before the program took it, or whose socket was left because so much waited. What waited in
 * the middle and had been made up for by the end cost nothing. Time in which the event loop was blocked is another cause.
 */
export const slowConsumer: Detector = (analysis) => {
  const late = analysis.run.calls.flatMap((call) => {
    const delays = findDelays(call);
    const { start, end } = callInterval(call, analysis.end);
    return sumLengths(delays) >= LEAST_SHARE * (end - start) && delays.length > 0 ? [{ call, delays }] : [];
  });
  const bySite = groupBy(late, ({ call }) => call.attribution.site?.id);
  return [...bySite.values()].flatMap((calls) => suspect(analysis, calls));
};

interface LateCall {
  readonly call: Call;
  readonly delays: readonly Interval[];
}

function suspect(analysis: RunAnalysis, late: readonly LateCall[]): Suspicion[] {
  const stretches = late.flatMap(({ delays }) => delays);
  const time = sumLengths(stretches);
  if (time < leastNoticed(analysis)) return [];
  const calls = late.map(({ call }) => call);
  const longest = late.reduce((max, { delays }) => Math.max(max, sumLengths(delays)), 0);
  return [
    {
      detector: 'slowConsumer',
      title: `The program took answers ${formatDuration(time)} later than they came`,
      explanation:
        `In ${formatNumberOf(calls.length, 'call')} the answer had come, in whole or in large part, and waited for the program: ` +
        `up to ${formatDuration(longest)} in one call. The server was not what took the time.`,
      advice:
        'Do not wait for anything within the loop that reads the stream: put what comes into a queue and work it off beside, ' +
        'write to the terminal or the page in larger pieces, and leave out pauses between pieces.',
      certainty: 'certain',
      activities: calls.map(({ id }) => id),
      places: placesOfCalls(calls),
      evidence: [
        { label: 'Taken late', value: formatDuration(time) },
        { label: 'Longest in one call', value: formatDuration(longest) },
      ],
      changes: [{ kind: 'release', stretches }],
    },
  ];
}

/** When an answer was there, or was kept from coming, and the program had not taken what there was. */
function findDelays(call: Call): readonly Interval[] {
  const attempt = lastAttempt(call);
  const { end } = findMoments(attempt);
  if (!isBehind(attempt)) return [];
  const holdups = attempt.holdups ?? [];
  const last = end === undefined ? undefined : attempt.reads.findLast(({ at }) => at <= end);
  const behind: Interval[] = [
    ...holdups.filter(({ kind }) => kind === 'backPressure'),
    ...(last?.takenAt === undefined || last.takenAt - last.at < LEAST_LAG_MS
      ? []
      : [{ start: last.at, end: last.takenAt }]),
  ].map(({ start, end }) => ({ start, end }));
  const blocked = new Coverage(holdups.filter(({ kind }) => kind === 'blocked'));
  return mergeIntervals(behind).flatMap((one): readonly Interval[] => blocked.gapsIn(one));
}

/**
 * Whether most of what came had to wait, or so much that the socket was left. Who is a little too slow for each piece
 * falls behind bit by bit, so the pieces of the second half tell.
 */
function isBehind({ reads, holdups = [] }: Attempt): boolean {
  const half = reads.slice(Math.floor(reads.length / 2));
  const late = half.filter(({ at, takenAt = at }) => takenAt - at >= LATE_MS).length;
  const isLate = reads.length >= LEAST_READS && late > LATE_SHARE * half.length;
  return isLate || holdups.some(({ kind }) => kind === 'backPressure');
}
