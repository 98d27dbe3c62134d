import { formatDuration, formatNumberOf } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import { callInterval } from '../../metrics/callTimes';
import { type Call, lastAttempt } from '../../model/call';
import type { RunAnalysis } from '../analyseRun';
import type { Detector } from './detector';
import type { Suspicion } from './finding';
import { placesInLoop } from './loopPlace';
import { leastNoticed } from './noticed';

/**
 * Requests whose body is that of one which had been answered in full before. What failed and is made again is a retry;
 * what is asked several times at once wants several answers.
 */
export const repeatedRequest: Detector = (analysis) => {
  const answered = analysis.run.calls.filter(({ outcome }) => outcome === 'complete');
  const byBody = groupBy(answered, nameBody);
  return [...byBody].flatMap(([body, calls]) => (body === undefined ? [] : suspect(analysis, calls)));
};

/** Equal for equal requests to the same place; undefined where bodies can't be compared or name what went before. */
function nameBody(call: Call): string | undefined {
  const { request, endpoint } = lastAttempt(call);
  if (request.bodyHash === undefined || request.continues) return undefined;
  return `${endpoint.host}${endpoint.path} ${request.bodyHash}`;
}

function suspect(analysis: RunAnalysis, calls: readonly Call[]): Suspicion[] {
  const repeats = findRepeats(calls);
  const first = calls[0];
  if (repeats.length === 0 || !first) return [];
  const time = repeats.reduce(
    (sum, call) => sum + callInterval(call, 0).end - callInterval(call, 0).start,
    0,
  );
  if (time < leastNoticed(analysis)) return [];
  const times = repeats.length === 1 ? 'once' : formatNumberOf(repeats.length, 'time');
  return [
    {
      detector: 'repeatedRequest',
      title: `The same request was made again ${times}: ${formatDuration(time)}`,
      explanation:
        `A request with exactly the same body had been answered before, and was made again ${times} afterwards, which took ` +
        `${formatDuration(time)}. It is no retry, for none of them had failed, and not one of several at a time. ` +
        'Whether another answer was wanted can’t be seen.',
      advice:
        'Keep the answer and use it again: in a variable where one run needs it twice, in a cache by the request’s hash ' +
        'otherwise. If several answers are wanted, ask for them at the same time.',
      certainty: 'likely',
      activities: [first, ...repeats].map(({ id }) => id),
      places: placesInLoop(repeats[0]?.attribution, first.attribution),
      evidence: [
        { label: 'Equal requests', value: `${repeats.length + 1}` },
        { label: 'Time of the repeated ones', value: formatDuration(time) },
      ],
      changes: [{ kind: 'scale', activities: repeats.map(({ id }) => id), factor: 0 }],
    },
  ];
}

/** The calls that began after an equal one had been answered. */
function findRepeats(calls: readonly Call[]): Call[] {
  let answeredAt = Number.POSITIVE_INFINITY;
  return calls.filter((call) => {
    const { start, end } = callInterval(call, 0);
    const isRepeat = start >= answeredAt;
    answeredAt = Math.min(answeredAt, end);
    return isRepeat;
  });
}
