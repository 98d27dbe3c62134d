import type { Milliseconds, Tokens } from '../../base/units';
import type { Call } from '../../model/call';
import { lastAttempt } from '../../model/call';
import type { RunAnalysis } from '../analyseRun';
import type { Change } from '../whatIf/change';
import { findPaces } from '../whatIf/pace';

/** Where nothing tells, so much of the wait for the first token is taken for the reading of the prompt. */
const PREFILL_SHARE = 0.5;

/** A call, and how many tokens of its prompt a cache could have had beyond those that it did. */
export interface Uncached {
  readonly call: Call;
  readonly tokens: Tokens;
  /** Of the whole prompt. */
  readonly of: Tokens;
}

/** How much earlier the first tokens of these calls would have come, in ms for all of them together. */
export function estimateCacheSaving(analysis: RunAnalysis, uncached: readonly Uncached[]): Milliseconds {
  return uncached.reduce((sum, one) => sum + savingOf(analysis, one), 0);
}

/** The same calls with what a cache could have had of their prompts in it. */
export function fillCache(analysis: RunAnalysis, uncached: readonly Uncached[]): Change[] {
  const waits = uncached.reduce((sum, { call }) => sum + waitOf(analysis, call), 0);
  if (waits <= 0) return [];
  const factor = Math.max(0, 1 - estimateCacheSaving(analysis, uncached) / waits);
  return [{ kind: 'scale', activities: uncached.map(({ call }) => call.id), phases: ['wait'], factor }];
}

/** By the server's own figure, else by what a token of prompt costs in this run, else by a share of the wait. */
function savingOf(analysis: RunAnalysis, { call, tokens, of }: Uncached): Milliseconds {
  const wait = waitOf(analysis, call);
  const prefill = lastAttempt(call).response?.serverTimings?.prefill;
  const perToken = findPaces(analysis.run.calls)(call).msPerUncachedToken;
  const share = of > 0 ? Math.min(1, tokens / of) : 0;
  if (prefill !== undefined) return Math.min(wait, prefill * share);
  return perToken === undefined ? wait * PREFILL_SHARE * share : Math.min(wait * share, perToken * tokens);
}

/** From the last byte of the request to the first token, an estimate where the answer is no stream. */
export function waitOf({ run }: RunAnalysis, call: Call): Milliseconds {
  const attempt = lastAttempt(call);
  const { start, sent = start } = attempt.timing;
  const first = findPaces(run.calls)(call).firstOutputOf(attempt) ?? attempt.reads[0]?.at ?? sent;
  return Math.max(0, first - sent);
}
