import type { Run } from '../../model/run';
import { nowOf } from '../../store/runSelectors';
import { countOutcomes } from '../checks/check';
import { drawCheckTable, drawTrouble } from '../checks/drawChecks';
import { exitCodeOf, exitCodes } from '../checks/exitCode';
import { saveChecks } from '../checks/saveChecks';
import type { CheckOptions } from '../parseOptions';
import { plain, type Screen } from '../terminal/screen';
import { buildBudgetChecks } from './budgetChecks';
import type { ProgramBudget } from './programBudget';

/** Who is told whether a program keeps its budget. */
export interface BudgetListener {
  readonly screen: Screen;
  /** Undefined where nothing is to be shown. */
  readonly write?: (text: string) => void;
  readonly checks: CheckOptions;
}

/**
 * Tells whether a run keeps a budget.
 * @returns the exit code that this comes to: with `--ci` that of the verdicts, else 0
 * @throws HumanError when a file can't be written
 */
export async function tellBudget(
  run: Run,
  budget: ProgramBudget,
  { screen, write, checks: options }: BudgetListener,
): Promise<number> {
  const checks = buildBudgetChecks(run, budget, nowOf(run));
  const [first] = checks;
  const title = `${screen.paint('bold', plain(first?.group ?? ''))}  ${countOutcomes(checks)}`;
  const trouble = checks.flatMap((check) => drawTrouble(check, screen));
  write?.(`${[title, ...drawCheckTable(checks, screen), ...trouble].join('\n')}\n\n`);
  await saveChecks(checks, options);
  return options.ci ? exitCodeOf(checks, options) : exitCodes.passed;
}
