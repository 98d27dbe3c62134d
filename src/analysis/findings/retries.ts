import { formatDuration, formatNumberOf } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import { unionLength } from '../../base/intervals';
import type { Attempt } from '../../model/attempt';
import type { Outcome } from '../../model/outcome';
import type { RunAnalysis } from '../analyseRun';
import type { Detector } from './detector';
import { type FailedTry, findFailedTries } from './failedTries';
import type { Evidence, Suspicion } from './finding';
import { leastNoticed } from './noticed';
import { placesOfCalls } from './places';
import { skipTries } from './skipTries';

/** Tries that failed for another reason than a rate limit, by host. */
export const retries: Detector = (analysis) => {
  const failed = findFailedTries(analysis.run).filter(({ cause }) => cause === 'failure');
  const byHost = groupBy(failed, ({ attempt }) => attempt.endpoint.host);
  return [...byHost].flatMap(([host, tries]) => suspect(analysis, host, tries));
};

function suspect(analysis: RunAnalysis, host: string, tries: readonly FailedTry[]): Suspicion[] {
  const time = unionLength(tries);
  if (time < leastNoticed(analysis)) return [];
  const calls = [...new Set(tries.map(({ call }) => call))];
  const failed = formatNumberOf(tries.length, 'attempt');
  const byProgram = tries.filter(({ by }) => by === 'program').length;
  return [
    {
      detector: 'retries',
      title: `${failed} failed and ${tries.length === 1 ? 'was' : 'were'} made again: ${formatDuration(time)}`,
      explanation:
        `${failed} at ${host} came to nothing (${describeReasons(tries)}). With the waits before the next try that took ` +
        `${formatDuration(time)} in ${formatNumberOf(calls.length, 'call')}.` +
        (byProgram > 0 ? ` In ${byProgram} of them the program itself tried again.` : ''),
      advice: adviseOn(tries),
      certainty: 'certain',
      activities: calls.map(({ id }) => id),
      places: placesOfCalls(calls),
      evidence: [
        { label: 'Failed attempts', value: `${tries.length}` },
        { label: 'Time up to the next try', value: formatDuration(time) },
        ...countReasons(tries),
      ],
      changes: skipTries(tries),
    },
  ];
}

function countReasons(tries: readonly FailedTry[]): Evidence[] {
  const reasons = groupBy(tries, ({ attempt }) => reasonOf(attempt));
  return [...reasons].map(([label, { length }]) => ({ label, value: `${length}` }));
}

function describeReasons(tries: readonly FailedTry[]): string {
  return countReasons(tries)
    .map(({ label, value }) => (value === '1' ? label : `${label}, ${value} times`))
    .join('; ');
}

const outcomeTexts: Readonly<Partial<Record<Outcome, string>>> = {
  cancelled: 'given up by the program',
  truncated: 'stream without end',
  cut: 'cut off',
  empty: 'empty answer',
  undecoded: 'unreadable answer',
};

function reasonOf({ response, failure, outcome }: Attempt): string {
  if (response && response.status >= 400) return `status ${response.status}`;
  return failure?.type ?? outcomeTexts[outcome] ?? 'failed';
}

function adviseOn(tries: readonly FailedTry[]): string {
  const isServer = tries.some(({ attempt }) => (attempt.response?.status ?? 0) >= 500);
  const isSlow = tries.some(
    ({ attempt: { outcome, failure } }) => outcome === 'cancelled' || /time/i.test(failure?.type ?? ''),
  );
  return [
    isServer
      ? 'The server was overloaded or broken: fall back to another model or region, and keep the first back-off short.'
      : 'Find out why these attempts fail: the reason is named with each.',
    ...(isSlow ? ['Where the client gave up, its time-out may be too short for this answer.'] : []),
  ].join(' ');
}
