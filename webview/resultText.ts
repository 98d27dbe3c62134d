import { formatNumberOf } from '../src/base/format';
import { percentileName } from '../src/base/formatEstimate';
import type { ResultGroup } from '../src/protocol/completionMessages';

/** `38 of 40` */
export function formatGood({ good, n }: Pick<ResultGroup, 'good' | 'n'>): string {
  return `${good} of ${n}`;
}

/** `3 requests, 41 tokens` that superseded keystrokes cost; empty when none were superseded. */
export function formatWaste({ wasted }: Pick<ResultGroup, 'wasted'>): string {
  if (wasted.requests === 0) return '';
  const tokens = wasted.tokens > 0 ? `, ${formatNumberOf(wasted.tokens, 'token')}` : '';
  return `${formatNumberOf(wasted.requests, 'request')}${tokens}`;
}

/** `95 %`, `97.5 %`; without rounding certainty away. */
export function formatConfidence(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}

/** Why there is no figure at the budget's percentile: one of the requests must be expected to lie beyond it. */
export function explainNoTail(percentile: number, n: number): string {
  const fewest = Math.ceil(1 / Math.min(percentile, 1 - percentile) - 1e-9);
  return `no ${percentileName(percentile)} yet: ${n} of the ${fewest} requests that it takes`;
}
