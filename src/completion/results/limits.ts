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

type Judged = Omit<MeasuredSample, 'good'>;

/** Whether a request keeps every limit of its own budget; one that failed keeps none. */
export function keepsBudget(measured: Judged): boolean {
  return (
    hasCompletion(measured) && limitsOf(measured.budget).every(({ figure }) => keepsLimit(measured, figure))
  );
}

/** Whether a request keeps the limit that its own budget sets for a figure, if any; one that failed keeps none. */
export function keepsLimit(measured: Judged, figure: Limit['figure']): boolean {
  return shareOfLimit(measured, figure) <= 1;
}

/** How much of a limit a request takes: 1 is all of it. 0 where there is no limit, infinite where it can't be kept. */
export function shareOfLimit(measured: Judged, figure: Limit['figure']): number {
  if (!hasCompletion(measured) || lacksFigure(measured, figure)) return Number.POSITIVE_INFINITY;
  const limit = measured.budget[figure];
  const value = measured[figure];
  if (limit === undefined || value === undefined) return 0;
  return value / limit;
}

/** Whether a completion has no such figure although its budget limits it: a document and an empty answer have no TTFT. */
export function lacksFigure(measured: Judged, figure: Limit['figure']): boolean {
  return hasCompletion(measured) && measured.budget[figure] !== undefined && measured[figure] === undefined;
}

/** Whether a request brought a completion. */
export function hasCompletion({ sample: { end } }: Pick<MeasuredSample, 'sample'>): boolean {
  return end === 'answered' || end === 'stopped';
}
