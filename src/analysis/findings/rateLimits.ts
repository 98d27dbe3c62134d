import { formatDuration, formatNumberOf } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import { unionLength } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import { findAskedWait } from '../../metrics/rateLimited';
import type { RunAnalysis } from '../analyseRun';
import { describeLimit, findLowHeadroom } from '../rateLimits';
import type { Detector } from './detector';
import { type FailedTry, findFailedTries } from './failedTries';
import type { Suspicion } from './finding';
import { leastNoticed } from './noticed';
import { placesOfCalls } from './places';
import { skipTries } from './skipTries';

/** Requests that a provider refused because of its limits and that were made again, by host. */
export const rateLimits: Detector = (analysis) => {
  const refused = findFailedTries(analysis.run).filter(({ cause }) => cause === 'rateLimit');
  const byHost = groupBy(refused, ({ attempt }) => attempt.endpoint.host);
  return [...byHost].flatMap(([host, tries]) => suspect(analysis, host, tries));
};

function suspect(analysis: RunAnalysis, host: string, tries: readonly FailedTry[]): Suspicion[] {
  const time = unionLength(tries);
  if (time < leastNoticed(analysis)) return [];
  const calls = [...new Set(tries.map(({ call }) => call))];
  const asked = tries.reduce((sum, one) => sum + askedOf(one), 0);
  const headroom = findLowHeadroom(calls);
  const refusals = formatNumberOf(tries.length, 'request');
  return [
    {
      detector: 'rateLimits',
      title: `Rate limits took ${formatDuration(time)} in ${formatNumberOf(calls.length, 'call')}`,
      explanation:
        `${host} refused ${refusals} because of a limit. With the waits before the next try that took ` +
        `${formatDuration(time)}${asked > 0 ? `, ${formatDuration(asked)} of it because the server asked for it` : ''}.`,
      advice:
        'Send fewer requests at a time or smaller prompts, spread the work over models or keys with limits of their own, ' +
        'or ask the provider for a higher limit. Work that can wait belongs into a batch.',
      certainty: 'certain',
      activities: calls.map(({ id }) => id),
      places: placesOfCalls(calls),
      evidence: [
        { label: 'Refused requests', value: `${tries.length}` },
        { label: 'Time up to the next try', value: formatDuration(time) },
        ...(asked > 0 ? [{ label: 'Asked for by retry-after', value: formatDuration(asked) }] : []),
        ...(headroom ? [{ label: 'Left afterwards', value: describeLimit(headroom) }] : []),
      ],
      changes: skipTries(tries),
    },
  ];
}

/** The part of a wait that the server had asked for. */
function askedOf({ attempt, end }: FailedTry): Milliseconds {
  const from = attempt.timing.headers ?? end;
  return Math.max(0, Math.min(findAskedWait(attempt) ?? from, end) - from);
}
