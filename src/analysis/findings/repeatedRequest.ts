import { formatCount, formatDuration, formatNumberOf } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import type { Milliseconds } from '../../base/units';
import { callInterval } from '../../metrics/callTimes';
import { type Call, lastAttempt } from '../../model/call';
import type { RunAnalysis } from '../analyseRun';
import type { Detector } from './detector';
import type { Suspicion } from './finding';
import { placesInLoop } from './loopPlace';
import { leastNoticed } from './noticed';

/**
 * Requests whose body is that of one which had been answered in full before, by the line that makes them again. What failed
 * and is made again is a retry; what is asked several times at once wants several answers.
 */
export const repeatedRequest: Detector = (analysis) => {
  const answered = analysis.run.calls.filter(({ outcome }) => outcome === 'complete');
  const byBody = groupBy(answered.filter(isAnyTwice(answered)), nameBody);
  const repetitions = [...byBody].flatMap(([body, calls]) => (body === undefined ? [] : findRepeats(calls)));
  const byLine = groupBy(repetitions, ({ repeats }) => repeats[0]?.attribution.site?.id);
  return [...byLine.values()].flatMap((same) => suspect(analysis, same));
};

/** A request, and the calls that made it again. */
interface Repetition {
  readonly first: Call;
  readonly repeats: readonly Call[];
}

/** Tells those whose body is met again; most are not. */
function isAnyTwice(calls: readonly Call[]): (call: Call) => boolean {
  const [once, twice] = [new Set<string | undefined>(), new Set<string | undefined>()];
  for (const { request } of calls.map(lastAttempt)) {
    (once.has(request.bodyHash) ? twice : once).add(request.bodyHash);
  }
  return (call) => twice.has(lastAttempt(call).request.bodyHash);
}

/** Equal for equal requests to the same place; undefined where bodies can't be compared or name what went before. */
function nameBody(call: Call): string | undefined {
  const { request, endpoint } = lastAttempt(call);
  if (request.bodyHash === undefined || request.continues) return undefined;
  return `${endpoint.host}${endpoint.path} ${request.bodyHash}`;
}

function suspect(analysis: RunAnalysis, repetitions: readonly Repetition[]): Suspicion[] {
  const repeats = repetitions.flatMap((one) => one.repeats);
  const time = repeats.reduce((sum, call) => sum + lengthOf(call), 0);
  const [first] = repetitions;
  if (!first || time < leastNoticed(analysis)) return [];
  const times = repeats.length === 1 ? 'once' : formatNumberOf(repeats.length, 'time');
  const what =
    repetitions.length === 1 ? 'The same request was' : `${formatCount(repetitions.length)} requests were`;
  return [
    {
      detector: 'repeatedRequest',
      title: `${what} made again ${times}: ${formatDuration(time)}`,
      explanation:
        `${what} made again ${times} with exactly the same body after it had been answered, which took ` +
        `${formatDuration(time)}. It is no retry, for none of them had failed, and not one of several at a time. ` +
        'Whether another answer was wanted can’t be seen.',
      advice:
        'Keep the answer and use it again: in a variable where one run needs it twice, in a cache by the request’s hash ' +
        'otherwise. If several answers are wanted, ask for them at the same time.',
      certainty: 'likely',
      activities: repetitions.flatMap((one) => [one.first, ...one.repeats]).map(({ id }) => id),
      places: placesInLoop(first.repeats[0]?.attribution, first.first.attribution),
      evidence: [
        { label: 'Equal requests', value: `${repeats.length + repetitions.length}` },
        { label: 'Time of the repeated ones', value: formatDuration(time) },
      ],
      changes: [{ kind: 'scale', activities: repeats.map(({ id }) => id), factor: 0 }],
    },
  ];
}

/** The calls that began after an equal one had been answered. */
function findRepeats(calls: readonly Call[]): Repetition[] {
  let answeredAt = Number.POSITIVE_INFINITY;
  const repeats = calls.filter((call) => {
    const { start, end } = callInterval(call, 0);
    const isRepeat = start >= answeredAt;
    answeredAt = Math.min(answeredAt, end);
    return isRepeat;
  });
  const [first] = calls;
  return first && repeats.length > 0 ? [{ first, repeats }] : [];
}

function lengthOf(call: Call): Milliseconds {
  const { start, end } = callInterval(call, 0);
  return end - start;
}
