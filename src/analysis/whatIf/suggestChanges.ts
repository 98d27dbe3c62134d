import type { CallId, Milliseconds, Tokens } from '../../base/units';
import { findMoments, isStream } from '../../metrics/moments';
import { percentile } from '../../metrics/percentile';
import { type Call, lastAttempt } from '../../model/call';
import type { PromptPart } from '../../model/prompt';
import type { ActivityId } from '../activity';
import type { RunAnalysis } from '../analyseRun';
import { traitsOf } from '../callGroup';
import type { Change } from './change';
import { findPaces, uncachedTokens } from './pace';

/**
 * This call finds the beginning of its prompt in the cache. Its first token comes earlier by what those tokens cost,
 * which is how TTFT grows with uncached tokens over the run's calls of that model (`fitLine`). Where they don't tell, it
 * comes as early as that of the quickest comparable call that did hit a cache. Undefined where there is none either, and
 * where nothing would be gained.
 * @param cacheable tokens at the prompt's beginning that a cache could have had; when absent, those up to the last mark that
 *   the client set for a cache, or all but the last message's where it set none
 */
export function suggestCacheHit(analysis: RunAnalysis, call: Call, cacheable?: Tokens): Change | undefined {
  const attempt = lastAttempt(call);
  const pace = findPaces(analysis.run.calls)(call);
  const first = pace.firstOutputOf(attempt);
  const [uncached, all] = [uncachedTokens(attempt), attempt.response?.usage?.inputTokens];
  if (first === undefined || uncached === undefined || all == null) return undefined;
  const ttft = first - attempt.timing.start;
  const spared = Math.min(uncached, (cacheable ?? beginningOf(call, all)) - (all - uncached));
  const hit =
    pace.msPerUncachedToken === undefined
      ? quickestHit(analysis.run.calls, call)
      : ttft - pace.msPerUncachedToken * spared;
  if (hit === undefined || hit >= ttft || spared <= 0) return undefined;
  return { kind: 'firstToken', calls: [call.id], ttft: Math.max(0, hit) };
}

/** By their share of the prompt's length. */
function beginningOf(call: Call, tokens: Tokens): Tokens {
  const parts = lastAttempt(call).request.prompt ?? [];
  const marked = parts.findLastIndex(({ cacheMark }) => cacheMark);
  const [all, beginning] = [parts, parts.slice(0, marked < 0 ? -1 : marked + 1)].map(countChars);
  return all ? (tokens * (beginning ?? 0)) / all : tokens;
}

function countChars(parts: readonly PromptPart[]): number {
  return parts.reduce((sum, { chars }) => sum + chars, 0);
}

function quickestHit(calls: readonly Call[], call: Call): Milliseconds | undefined {
  const { model, streamed } = traitsOf(call);
  const waits = calls
    .filter((other) => other.outcome === 'complete' && traitsOf(other).model === model)
    .map(lastAttempt)
    .filter((attempt) => isStream(attempt) === streamed && (attempt.response?.usage?.cachedTokens ?? 0) > 0)
    .flatMap((attempt) => {
      const { firstOutput } = findMoments(attempt);
      return firstOutput === undefined ? [] : [firstOutput - attempt.timing.start];
    });
  return waits.length === 0
    ? undefined
    : percentile(
        waits.toSorted((a, b) => a - b),
        0,
      );
}

/** These answers are a share as long: 0.5 for half of the output. */
export function suggestShorterOutput(calls: readonly CallId[], factor: number): Change {
  return { kind: 'scale', activities: calls, phases: ['streaming'], factor };
}

/** These tools, or whatever else they are, are so many times as fast. */
export function suggestFaster(activities: readonly ActivityId[], times: number): Change {
  return { kind: 'scale', activities, factor: 1 / times };
}

/** These are not done. */
export function suggestLeavingOut(activities: readonly ActivityId[]): Change {
  return { kind: 'scale', activities, factor: 0 };
}

/** No connection is made for these calls: they find one that is open. */
export function suggestOpenConnection(calls: readonly CallId[]): Change {
  return { kind: 'scale', activities: calls, phases: ['connect'], factor: 0 };
}

/** No request of these calls is refused or fails. */
export function suggestNoRetries(calls: readonly CallId[]): Change {
  return { kind: 'firstTry', calls };
}
