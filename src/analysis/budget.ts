import type { Milliseconds } from '../base/units';
import type { CallGroup, SummarisedMetric } from './callGroup';

/** Limits a person has set for the median call of a place, in ms. Absent = no limit. */
export interface Budgets {
  /** For the time to first token. */
  readonly ttftMs?: Milliseconds;
  /** For one whole call as the program felt it, retries and back-off included. */
  readonly totalMs?: Milliseconds;
}

/** A limit that is not kept. */
export interface BudgetExcess {
  readonly metric: SummarisedMetric;
  readonly p50: Milliseconds;
  readonly budget: Milliseconds;
}

/** The limits that the median call of the group does not keep. A figure without value exceeds nothing. */
export function findBudgetExcesses(
  group: Pick<CallGroup, 'distributions'> | undefined,
  budgets: Budgets,
): readonly BudgetExcess[] {
  const limits = [
    ['ttft', budgets.ttftMs],
    ['felt', budgets.totalMs],
  ] as const;
  return limits.flatMap(([metric, budget]) => {
    const p50 = group?.distributions[metric]?.p50;
    return budget !== undefined && p50 !== undefined && p50 > budget ? [{ metric, p50, budget }] : [];
  });
}
