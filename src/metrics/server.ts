import { formatCount } from '../base/format';
import type { Tokens } from '../base/units';
import type { Attempt } from '../model/attempt';
import type { ServerTimings } from '../model/serverTimings';
import type { Usage } from '../model/usage';
import type { CallFacts, Measure, Measures } from './callFacts';
import type { Metric, ServerMetricName } from './metric';
import { whyNoResponse } from './missing';
import { hasHiddenReasoning, isStream } from './moments';
import { findServerParts, findWait } from './serverParts';
import { blur, joinCaveats } from './uncertainty';

/** What the server says of its own work, and what that leaves to the network. */
export const server: Measures<ServerMetricName> = {
  serverQueue: told('queue'),
  serverLoad: told('load'),
  serverPrefill: told('prefill'),
  serverDecode: told('decode'),
  serverInference: told('inference'),
  serverTtft: told('firstToken'),
  serverTotal: told('total'),
  serverHeaders: told('untilHeaders'),
  serverRate: measureServerRate,
  networkRest: measureRest,
  prefillRate: measurePrefillRate,
};

const NOT_TOLD = 'the server did not tell';

function told(field: Exclude<keyof ServerTimings, 'named'>): Measure {
  return ({ attempt }) => {
    const value = attempt.response?.serverTimings?.[field];
    return value === undefined ? { because: whyNotTold(attempt) } : { value };
  };
}

function whyNotTold(attempt: Attempt): string {
  return attempt.response ? NOT_TOLD : whyNoResponse(attempt);
}

/** By the server's clock: true even where all output arrived at once. */
function measureServerRate({ attempt: { response } }: CallFacts): Metric {
  const { decode = 0 } = response?.serverTimings ?? {};
  const tokens = response?.usage?.outputTokens;
  if (decode === 0) return { because: NOT_TOLD };
  if (tokens === undefined) return { because: 'the server reported no token counts' };
  return { value: (1000 * tokens) / decode, basis: `${formatCount(tokens)} tokens` };
}

function measureRest({ attempt, moments }: CallFacts): Metric {
  const parts = findServerParts(attempt).filter(({ of }) => of === 'wait');
  const rest = parts.find(({ name }) => name === 'rest');
  const wait = findWait(attempt, moments);
  if (!rest || !wait) {
    const isHidden = hasHiddenReasoning(attempt, moments) && attempt.response?.serverTimings;
    return { because: isHidden ? 'hidden reasoning lies in the wait as well' : whyNotTold(attempt) };
  }
  const named = parts.filter((part) => part !== rest);
  const sum = named.reduce((total, { length }) => total + length, 0);
  const measured = blur(attempt, { value: wait.end - wait.start }, wait.start, wait.end);
  const { range, caveat } = measured.value === undefined ? {} : measured;
  const excess = sum - (wait.end - wait.start);
  return {
    value: rest.length,
    ...(range && { range: { min: Math.max(0, range.min - sum), max: Math.max(0, range.max - sum) } }),
    caveat: joinCaveats(
      excess > 0 ? 'the server’s figures add up to more than was measured' : 'estimate',
      range && caveat,
    ),
  };
}

/**
 * Cached tokens need no prefill; some servers, Ollama among them, count them with the prompt and do not say how many they
 * are. Without a figure of the server the TTFT stands in, which makes it a lower bound.
 */
function measurePrefillRate({ attempt, moments }: CallFacts): Metric {
  const { usage, serverTimings: timings = {} } = attempt.response ?? {};
  const tokens = timings.prefillTokens ?? countUncached(usage);
  if (tokens === undefined) return { because: 'the server reported no token counts' };
  if (tokens <= 0) return { because: 'the whole prompt came from a cache' };
  const basis = `${formatCount(tokens)} prompt tokens that were in no cache`;
  if (timings.prefill) {
    const isTold = timings.prefillTokens !== undefined || (usage?.cachedTokens ?? 0) > 0;
    const value = (1000 * tokens) / timings.prefill;
    return isTold ? { value, basis } : { value, basis, caveat: 'at most: a cache may have had some of them' };
  }
  const ttft = moments.firstOutput === undefined ? 0 : moments.firstOutput - moments.start;
  if (!isStream(attempt) || ttft <= 0) return { because: NOT_TOLD };
  return {
    value: (1000 * tokens) / ttft,
    basis,
    caveat: 'at least: TTFT holds network and queue as well',
  };
}

function countUncached(usage: Usage | undefined): Tokens | undefined {
  const input = usage?.inputTokens ?? undefined;
  return usage && input !== undefined ? input - usage.cachedTokens : undefined;
}
