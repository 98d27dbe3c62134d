import type { Milliseconds } from '../../base/units';
import type { CompletionBudget } from '../../model/completion';
import type { LimitVerdict, MeasuredSample } from './completionSummary';

/** One limit of a budget. */
export interface Limit {
  readonly figure: LimitVerdict['figure'];
  readonly limit: Milliseconds;
}

/** The figures that a budget can limit. */
export const limitedFigures = ['ttft', 'total', 'keystroke'] as const satisfies readonly Limit['figure'][];

/** The limits that a budget sets. */
export function limitsOf(budget: CompletionBudget): readonly Limit[] {
  return limitedFigures.flatMap((figure) => {
    const limit = budget[figure];
    return limit === undefined ? [] : [{ figure, limit }];
  });
}

/** How much of each limit of its budget a request takes. */
export function shareLimits(measured: Omit<MeasuredSample, 'good' | 'shares'>): MeasuredSample['shares'] {
  const isWhole = hasCompletion(measured);
  const shareOf = (figure: Limit['figure']): number => {
    const limit = measured.budget[figure];
    if (!isWhole) return Number.POSITIVE_INFINITY;
    return limit === undefined ? 0 : (measured[figure] ?? Number.POSITIVE_INFINITY) / limit;
  };
  return { ttft: shareOf('ttft'), total: shareOf('total'), keystroke: shareOf('keystroke') };
}

/** Whether a request keeps every limit of its budget; one that failed keeps none. */
export function keepsAll(shares: MeasuredSample['shares']): boolean {
  return limitedFigures.every((figure) => shares[figure] <= 1);
}

/** Whether a completion has no such figure although its budget limits it: a document and an empty answer have no TTFT. */
export function lacksFigure(measured: MeasuredSample, figure: Limit['figure']): boolean {
  return measured.shares[figure] === Number.POSITIVE_INFINITY && hasCompletion(measured);
}

/** Whether a request brought a completion. */
export function hasCompletion({ sample: { end } }: Pick<MeasuredSample, 'sample'>): boolean {
  return end === 'answered' || end === 'stopped';
}
