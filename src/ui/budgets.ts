import type { Budgets } from '../analysis/budget';
import type { Run } from '../model/run';
import { readRunSetting } from './settings';

/** The limits that the user has set for the folder a run belongs to. */
export function readBudgets(run: Run): Budgets {
  return {
    ttftMs: readRunSetting(run, 'budget.ttft') ?? undefined,
    totalMs: readRunSetting(run, 'budget.total') ?? undefined,
  };
}
