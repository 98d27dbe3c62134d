import { groupBy } from '../../base/groupBy';
import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds, Tokens } from '../../base/units';
import { attemptEnd, modelOf } from '../../metrics/callTimes';
import { findDecodeSpan } from '../../metrics/decodeSpan';
import { findMoments, isStream } from '../../metrics/moments';
import { percentile } from '../../metrics/percentile';
import type { Attempt } from '../../model/attempt';
import { type Call, lastAttempt } from '../../model/call';
import { fitLine } from './fitLine';

/** How fast a model worked in a run, from that run's calls of it. Undefined where they can't tell. */
export interface Pace {
  /** Per token of output. */
  readonly msPerToken?: Milliseconds;
  /** By how much the first token comes later per token of prompt that no cache had. */
  readonly msPerUncachedToken?: Milliseconds;
  /** How long an answer that is no stream was being generated after its first token; undefined for streams. */
  generationOf(attempt: Attempt): Milliseconds | undefined;
  /** When an attempt had its first output; an estimate where the answer is no stream. */
  firstOutputOf(attempt: Attempt): Milliseconds | undefined;
}

/** Of what is no call. */
export const unknownPace: Pace = { generationOf: () => undefined, firstOutputOf: () => undefined };

/** The pace of each model of a run. */
export const findPaces: (calls: readonly Call[]) => (call: Call) => Pace = memoiseByIdentity((calls) => {
  const groups = groupBy(calls, (call) => modelOf(lastAttempt(call)));
  const known = new Map<string | undefined, Pace>();
  return (call) => {
    const model = modelOf(lastAttempt(call));
    const pace = known.get(model) ?? measurePace(groups.get(model) ?? []);
    known.set(model, pace);
    return pace;
  };
});

function measurePace(calls: readonly Call[]): Pace {
  const done = calls.filter(({ outcome }) => outcome === 'complete');
  const msPerToken = measureOutput(done);
  const generationOf = (attempt: Attempt) => {
    const tokens = attempt.response?.usage?.outputTokens;
    return isStream(attempt) || tokens === undefined || msPerToken === undefined
      ? undefined
      : Math.max(0, tokens - 1) * msPerToken;
  };
  const firstOutputOf = (attempt: Attempt) => {
    const { firstOutput, firstByte } = findMoments(attempt);
    if (isStream(attempt)) return firstOutput;
    const generation = generationOf(attempt);
    if (firstByte === undefined || generation === undefined) return undefined;
    return Math.max(attempt.timing.sent ?? attempt.timing.start, firstByte - generation);
  };
  return { msPerToken, msPerUncachedToken: measurePrompt(done, firstOutputOf), generationOf, firstOutputOf };
}

/** From streams, else from how the time of whole answers grows with their tokens. */
function measureOutput(calls: readonly Call[]): Milliseconds | undefined {
  const perToken = calls.flatMap((call) => timePerToken(lastAttempt(call)) ?? []);
  if (perToken.length > 0) {
    return percentile(
      perToken.toSorted((a, b) => a - b),
      0.5,
    );
  }
  return slopeOf(
    calls.map(lastAttempt).map((attempt) => ({
      x: attempt.response?.usage?.outputTokens,
      y: attemptEnd(attempt, 0) - attempt.timing.start,
    })),
  );
}

/** Of a stream; undefined where it can't be told. */
export function timePerToken(attempt: Attempt): Milliseconds | undefined {
  const span = findDecodeSpan(attempt);
  return 'because' in span ? undefined : span.length / span.tokens;
}

function measurePrompt(
  calls: readonly Call[],
  firstOutputOf: Pace['firstOutputOf'],
): Milliseconds | undefined {
  return slopeOf(
    calls.map(lastAttempt).map((attempt) => {
      const first = firstOutputOf(attempt);
      const y = first === undefined ? undefined : first - attempt.timing.start;
      return { x: uncachedTokens(attempt), y };
    }),
  );
}

function slopeOf(points: readonly { x?: number; y?: number }[]): number | undefined {
  const known = points.flatMap(({ x, y }) => (x === undefined || y === undefined ? [] : [{ x, y }]));
  const slope = fitLine(known)?.slope;
  return slope !== undefined && slope > 0 ? slope : undefined;
}

/** Tokens of the prompt that the server had to work through. */
export function uncachedTokens({ response }: Attempt): Tokens | undefined {
  const usage = response?.usage;
  return usage?.inputTokens == null ? undefined : usage.inputTokens - usage.cachedTokens;
}
