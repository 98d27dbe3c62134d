import { formatCount, formatNumberOf } from '../base/format';
import { percentileName } from '../base/formatEstimate';
import { fewestToReach } from '../metrics/confidence/samplesNeeded';
import type { CompletionBudget } from '../model/completion';
import { limitsOf } from './results/limits';

/**
 * The fewest requests with which a budget can be found to be kept, which takes that not one of them misses it; undefined
 * where it limits nothing.
 */
export function requestsNeeded(budget: CompletionBudget): number | undefined {
  const { percentile: share, confidence } = budget;
  return limitsOf(budget).length === 0 ? undefined : fewestToReach({ share, confidence });
}

/** Why so few requests can't pass a budget, whatever they measure, and what it takes; undefined where they can. */
export function explainTooFew(requests: number, budget: CompletionBudget): string | undefined {
  const needed = requestsNeeded(budget);
  if (needed === undefined || requests >= needed) return undefined;
  const { percentile, confidence } = budget;
  // The share that they would show if not one missed: share^n = 1 - confidence.
  const most = Math.floor(100 * (1 - confidence) ** (1 / requests));
  return (
    `${formatNumberOf(requests, 'request')} can never show that the ${percentileName(percentile)} is kept: ` +
    `that takes at least ${formatCount(needed)}, or a percentile of at most ${most}.`
  );
}
