import { memoiseByIdentity } from '../base/memoise';
import type { Attempt } from '../model/attempt';
import { type Call, firstAttempt, lastAttempt } from '../model/call';
import { attemptEnd } from './callTimes';
import { measureConsumption } from './consumption';
import { caveatOf, findDecodeSpan } from './decodeSpan';
import { type Metric, type MetricName, spanOf } from './metric';
import { whyNoHeaders, whyNoOutput, whyNoResponse, whyUnfinished } from './missing';
import { findMoments, isStream, type Moments } from './moments';
import { measureCharRate, measureChunkGaps } from './outputRhythm';
import { measureServer } from './server';
import { measureThinking } from './thinking';
import { blur, caveatOfHidden, joinCaveats } from './uncertainty';
import { measureWaits } from './waits';

/** Every metric of one call, measured or with the reason why it is not. */
export type CallMetrics = Readonly<Record<MetricName, Metric>>;

/**
 * Measures a call. Figures are of its last attempt, the one that answers; `ttftFelt`, `felt`, `backoff`,
 * `retryAfter` and `rateLimited` span all.
 * A call in flight shows what can be told by now. Measured once per call object, so asking again costs nothing.
 */
export const computeCallMetrics: (call: Call) => CallMetrics = memoiseByIdentity(measure);

function measure(call: Call): CallMetrics {
  const attempt = lastAttempt(call);
  const moments = findMoments(attempt);
  return {
    ...measureArrival(call, attempt, moments),
    ...measureChunkGaps(attempt, moments),
    ...measureTokens(attempt, moments),
    ...measureEnd(attempt, moments),
    ...measureConsumption(attempt, moments),
    thinking: measureThinking(attempt, moments),
    charsPerSecond: measureCharRate(attempt, moments),
    felt: measureFelt(call, attempt, moments),
    ...measureWaits(call),
    ...measureServer(attempt, moments),
  };
}

type Some<Name extends MetricName> = Pick<CallMetrics, Name>;

function measureArrival(
  call: Call,
  attempt: Attempt,
  moments: Moments,
): Some<'ttfbHeaders' | 'ttfbBody' | 'ttft' | 'ttftFelt' | 'ttfvt' | 'ttfr' | 'generation'> {
  const { start, firstOutput, firstVisible, firstReasoning } = streamed(attempt, moments);
  const noOutput = whyNoOutput(attempt);
  const hasOutput = firstOutput !== undefined;
  const noBody = attempt.response ? 'no body has come' : whyNoResponse(attempt);
  const span = spanIn(attempt);
  const wait = isUnasked(moments) ? () => ({ because: unasked }) : span;
  return {
    ttfbHeaders: wait(start, moments.headers, whyNoHeaders(attempt)),
    ttfbBody: wait(start, moments.firstByte, noBody),
    ttft: wait(start, firstOutput, noOutput),
    ttftFelt: wait(firstAttempt(call).timing.start, firstOutput, noOutput),
    ttfvt: wait(start, firstVisible, hasOutput ? 'only reasoning came' : noOutput),
    ttfr: wait(start, firstReasoning, hasOutput ? 'no reasoning was streamed' : noOutput),
    generation: span(firstOutput, streamed(attempt, moments).lastOutput, noOutput),
  };
}

const unasked = 'the server answered by itself; since when it did is not known';

/** No answer comes in the moment in which it is asked for: this one stands for the request that nobody sent. */
function isUnasked({ start, firstByte }: Moments): boolean {
  return firstByte === start;
}

/** As `spanOf`, with the range that arrivals read late give it. */
function spanIn(attempt: Attempt): typeof spanOf {
  return (from, to, because) => blur(attempt, spanOf(from, to, because), from, to);
}

/** Moments of output mean something only in a stream: a document arrives when it is finished. */
function streamed(attempt: Attempt, moments: Moments): Moments {
  if (isStream(attempt)) return moments;
  return {
    ...moments,
    firstOutput: undefined,
    firstVisible: undefined,
    firstReasoning: undefined,
    lastOutput: undefined,
  };
}

function measureTokens(
  attempt: Attempt,
  moments: Moments,
): Some<'tpot' | 'tokensPerSecond' | 'tokensPerSecondEndToEnd'> {
  const tokensPerSecondEndToEnd = measureEndToEndRate(attempt, moments);
  const span = findDecodeSpan(attempt);
  if ('because' in span) return { tpot: span, tokensPerSecond: span, tokensPerSecondEndToEnd };
  const caveat = joinCaveats(caveatOf(span), caveatOfHidden(attempt, moments.outputs));
  const told = { basis: `${span.tokens + 1} tokens in ${span.events} output events`, caveat };
  return {
    tpot: { value: span.length / span.tokens, ...told },
    tokensPerSecond: { value: (1000 * span.tokens) / span.length, ...told },
    tokensPerSecondEndToEnd,
  };
}

function measureEndToEndRate(attempt: Attempt, moments: Moments): Metric {
  const e2e = measureEnd(attempt, moments).e2e;
  if (e2e.value === undefined) return e2e;
  const tokens = attempt.response?.usage?.outputTokens;
  if (tokens === undefined) return { because: 'the server reported no token counts' };
  return e2e.value > 0 ? { value: (1000 * tokens) / e2e.value } : { because: 'the answer took no time' };
}

function measureEnd(attempt: Attempt, moments: Moments): Some<'e2e' | 'tail' | 'closing'> {
  const because = whyUnfinished(attempt);
  if (because) return { e2e: { because }, tail: { because }, closing: { because } };
  return {
    e2e: spanIn(attempt)(moments.start, moments.end, whyNoResponse(attempt)),
    tail: spanIn(attempt)(streamed(attempt, moments).lastOutput, moments.end, whyNoOutput(attempt)),
    closing: spanOf(moments.end, moments.close, 'the body is still open'),
  };
}

function measureFelt(call: Call, attempt: Attempt, moments: Moments): Metric {
  if (attempt.outcome === 'inFlight') return { because: 'the call is still in flight' };
  const unfinished = whyUnfinished(attempt);
  const { start } = firstAttempt(call).timing;
  const end = unfinished ? attemptEnd(attempt, 0) : (moments.end ?? attemptEnd(attempt, 0));
  return blur(attempt, { value: end - start, caveat: unfinished }, start, end);
}
