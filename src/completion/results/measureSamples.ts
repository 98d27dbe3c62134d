import type { Milliseconds } from '../../base/units';
import { computeMetric, computeMetrics } from '../../metrics/callMetrics';
import { findDecodeSpan } from '../../metrics/decodeSpan';
import { type Call, firstAttempt, lastAttempt } from '../../model/call';
import type { CompletionBudget, CompletionRun, CompletionSample } from '../../model/completion';
import type { Outcome } from '../../model/outcome';
import type { Run } from '../../model/run';
import { isTypedOver } from '../plan';
import type { MeasuredSample, SampleRole } from './completionSummary';
import { hasCompletion, keepsAll, shareLimits } from './limits';
import { matchCalls } from './matchCalls';

/** Every request of a suite's run with what was measured of it; none where the run is not one of a suite. */
export function measureSamples(run: Run): readonly MeasuredSample[] {
  const { completion } = run;
  if (!completion) return [];
  const callOf = matchCalls(run);
  return completion.samples.map((sample) =>
    measureOnce(sample, callOf(sample), budgetOf(sample, completion)),
  );
}

function budgetOf({ caseId }: CompletionSample, { budget, caseBudgets }: CompletionRun): CompletionBudget {
  return caseBudgets[caseId] ?? budget;
}

const known = new WeakMap<CompletionSample, MeasuredSample>();

/** Measured again only when more of its call is known, so that a live view of many requests costs little. */
function measureOnce(
  sample: CompletionSample,
  call: Call | undefined,
  budget: CompletionBudget,
): MeasuredSample {
  const before = known.get(sample);
  if (before && before.call === call && before.budget === budget) return before;
  const measured = measure(sample, call, budget);
  known.set(sample, measured);
  return measured;
}

function measure(sample: CompletionSample, call: Call | undefined, budget: CompletionBudget): MeasuredSample {
  const figures = hasCompletion({ sample }) ? measureCompletion(sample, call) : {};
  const role = roleOf(sample, call);
  const measured = { sample, call, ...figures, budget, role };
  const shares = shareLimits(measured);
  return { ...measured, shares, good: role === 'counted' && keepsAll(shares) };
}

/** What of a call is not yet known, or can't be, must not be taken for something that the server did. */
const unreadable: ReadonlySet<Outcome> = new Set(['inFlight', 'cut', 'undecoded']);

function isReadable({ outcome }: Call): boolean {
  return !unreadable.has(outcome);
}

function roleOf(sample: CompletionSample, call: Call | undefined): SampleRole {
  if (sample.warmUp) return 'warmUp';
  if (sample.end === 'aborted') return 'aborted';
  if (sample.end === 'superseded' || isTypedOver(sample.id)) return 'typedOver';
  const isMeasured = call ? isReadable(call) : sample.moments.firstChunk !== undefined;
  return sample.end === 'failed' || isMeasured ? 'counted' : 'unmeasured';
}

type Figures = Pick<
  MeasuredSample,
  'ttft' | 'tpot' | 'total' | 'keystroke' | 'outputTokens' | 'tokensPerSecond' | 'decode'
>;

function measureCompletion(sample: CompletionSample, call: Call | undefined): Figures {
  if (call) return isReadable(call) ? measureCall(sample, call) : {};
  return measureMoments(sample);
}

/** Of what went over no wire that the probe sees: a request of the editor itself. */
function measureMoments({ moments }: CompletionSample): Figures {
  const { keystroke, gathered, firstChunk, ended } = moments;
  if (firstChunk === undefined) return {};
  return { ttft: firstChunk - gathered, total: ended - gathered, keystroke: ended - keystroke };
}

function measureCall(sample: CompletionSample, call: Call): Figures {
  const { ttftFelt, tpot, tokensPerSecond } = computeMetrics(call, ['ttftFelt', 'tpot', 'tokensPerSecond']);
  const end = endOf(sample, call);
  return {
    ttft: ttftFelt.value,
    tpot: tpot.value,
    total: end === undefined ? undefined : end - firstAttempt(call).timing.start,
    keystroke: end === undefined ? undefined : end - sample.moments.keystroke,
    outputTokens: lastAttempt(call).response?.usage?.outputTokens,
    tokensPerSecond: tokensPerSecond.value,
    decode: tokensPerSecond.value === undefined ? undefined : decodeOf(call),
  };
}

function decodeOf(call: Call): Figures['decode'] {
  const span = findDecodeSpan(lastAttempt(call));
  return 'because' in span ? undefined : span;
}

/** When the completion was all there: at its end marker, or when the client saw that its stop rule was fulfilled. */
function endOf(sample: CompletionSample, call: Call): Milliseconds | undefined {
  if (sample.end === 'stopped') return sample.moments.ended;
  const felt = computeMetric(call, 'felt');
  return felt.value === undefined ? undefined : firstAttempt(call).timing.start + felt.value;
}
