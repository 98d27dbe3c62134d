import { formatDuration, formatNumberOf, formatPercent } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds } from '../../base/units';
import { callInterval } from '../../metrics/callTimes';
import { findMoments, hasHiddenReasoning, isStream } from '../../metrics/moments';
import { buildPhases } from '../../metrics/phases';
import type { Attempt } from '../../model/attempt';
import { type Call, lastAttempt } from '../../model/call';
import type { RunAnalysis } from '../analyseRun';
import { findApiWords } from './apiWords';
import type { Detector } from './detector';
import type { Suspicion } from './finding';
import { leastNoticed } from './noticed';
import { placesOfCalls } from './places';

/** Reasoning is what a call is about when it takes the greater part of it. */
const LEAST_SHARE_OF_CALLS = 0.5;
/** And worth a word of its own when it is a good part of the run, and long enough for a person to wait. */
const LEAST_SHARE_OF_RUN = 0.2;
const LEAST_MS: Milliseconds = 500;
/** What is thought through again is half of the reasoning: none at all would be another answer. */
const HALF = 0.5;

/** Lines whose calls spend most of their time on reasoning. */
export const longThinking: Detector = (analysis) => {
  const bySite = groupBy(analysis.run.calls, ({ attribution }) => attribution.site?.id);
  return [...bySite.values()].flatMap((calls) => suspect(analysis, calls));
};

function suspect(analysis: RunAnalysis, all: readonly Call[]): Suspicion[] {
  const calls = all.filter((call) => measureThinking(call).time > 0);
  const thoughts = calls.map(measureThinking);
  const time = thoughts.reduce((sum, one) => sum + one.time, 0);
  const whole = calls.reduce((sum, call) => sum + lengthOf(call), 0);
  const least = Math.max(
    LEAST_MS,
    LEAST_SHARE_OF_RUN * (analysis.end - analysis.start),
    leastNoticed(analysis),
  );
  if (time < least || time < LEAST_SHARE_OF_CALLS * whole) return [];
  const isMeasured = thoughts.every(({ isEstimate }) => !isEstimate);
  const tokens = calls.reduce(
    (sum, call) => sum + (lastAttempt(call).response?.usage?.reasoningTokens ?? 0),
    0,
  );
  const activities = calls.map(({ id }) => id);
  const words = findApiWords(lastAttempt(calls[0] as Call).style);
  return [
    {
      detector: 'longThinking',
      title: `${formatPercent(time / whole)} of ${calls.length === 1 ? 'the call' : formatNumberOf(calls.length, 'call')} is reasoning: ${formatDuration(time)}`,
      explanation:
        `The model reasoned for ${formatDuration(time)} before anything came of ${formatNumberOf(calls.length, 'answer')}.` +
        (isMeasured ? '' : ' Some of it was hidden, so that its length is an estimate.') +
        ' The saving is what half of the reasoning would bring.',
      advice: `Lower ${words.thinking} for this step, or take a model that does not reason where the task is simple; give it what it has to find out.`,
      certainty: isMeasured ? 'certain' : 'likely',
      activities,
      places: placesOfCalls(calls),
      evidence: [
        { label: 'Reasoning', value: `${formatDuration(time)} of ${formatDuration(whole)}` },
        ...(tokens > 0 ? [{ label: 'Reasoning tokens', value: formatNumberOf(tokens, 'token') }] : []),
      ],
      changes: calls.some((call) => measureThinking(call).isInWait)
        ? [
            {
              kind: 'scale',
              activities,
              phases: ['thinking', 'wait', 'streaming', 'receive'],
              factor: 1 - HALF * (time / whole),
            },
          ]
        : [{ kind: 'scale', activities, phases: ['thinking'], factor: HALF }],
    },
  ];
}

interface Thinking {
  readonly time: Milliseconds;
  readonly isEstimate: boolean;
  /** Nothing was streamed of it, and nothing came before: it lies in the wait for the answer. */
  readonly isInWait: boolean;
}

const measureThinking: (call: Call) => Thinking = memoiseByIdentity((call) => {
  const attempt = lastAttempt(call);
  const none = { time: 0, isEstimate: false, isInWait: false };
  if (call.outcome !== 'complete' || !call.attempts.some(hasReasoning)) return none;
  const moments = findMoments(attempt);
  const phases = buildPhases(call, 0).filter(({ name }) => name === 'thinking');
  const time = phases.reduce((sum, { start, end }) => sum + end - start, 0);
  const isHidden = hasHiddenReasoning(attempt, moments);
  if (time > 0) return { time, isEstimate: isHidden, isInWait: false };
  const { outputTokens = 0, reasoningTokens } = attempt.response?.usage ?? {};
  if (!reasoningTokens || outputTokens === 0) return none;
  // Some servers count reasoning beside the output.
  const share = Math.min(1, reasoningTokens / outputTokens);
  return { time: estimate(call, share), isEstimate: true, isInWait: true };
});

function hasReasoning(attempt: Attempt): boolean {
  const moments = findMoments(attempt);
  return moments.firstReasoning !== undefined || hasHiddenReasoning(attempt, moments);
}

/** A document is made token by token, like a stream; of a stream the reasoning lies before its first output. */
function estimate(call: Call, share: number): Milliseconds {
  const attempt = lastAttempt(call);
  const { firstOutput, end, start } = findMoments(attempt);
  if (end === undefined) return 0;
  const generated = share * (end - start);
  return isStream(attempt) ? Math.min(generated, (firstOutput ?? end) - start) : generated;
}

function lengthOf(call: Call): Milliseconds {
  const { start, end } = callInterval(call, 0);
  return end - start;
}
