import type { Budgets } from '../analysis/budget';
import { isSuiteRun, type Run } from '../model/run';
import { readRunSetting } from './settings';

/** The limits that the user has set for the folder a run belongs to. A completion suite brings its own. */
export function readBudgets(run: Run): Budgets {
  if (isSuiteRun(run)) return {};
  return {
    ttftMs: readRunSetting(run, 'budget.ttft') ?? undefined,
    totalMs: readRunSetting(run, 'budget.total') ?? undefined,
  };
}
