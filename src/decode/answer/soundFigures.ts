import type { Usage } from '../../model/usage';
import type { Told } from '../wireDecoder';

/** Token counts that can be counts, whatever the server sent: whole, not negative, not beyond what a number holds. */
export function soundUsage(usage: Usage): Usage {
  const { inputTokens, reasoningTokens } = usage;
  return {
    ...usage,
    inputTokens: inputTokens && countOf(inputTokens),
    outputTokens: countOf(usage.outputTokens),
    cachedTokens: countOf(usage.cachedTokens),
    cacheWriteTokens: countOf(usage.cacheWriteTokens),
    reasoningTokens: reasoningTokens && countOf(reasoningTokens),
  };
}

function countOf(value: number): number {
  return Math.max(0, Math.min(Math.round(value), Number.MAX_SAFE_INTEGER));
}

/** Without the figures that no work can have. */
export function soundTimings(timings: Told): Told {
  return Object.fromEntries(
    Object.entries(timings).filter(([, value]) => value === null || (value >= 0 && value < Infinity)),
  );
}
