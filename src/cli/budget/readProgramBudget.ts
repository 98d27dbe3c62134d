import { readFile } from 'node:fs/promises';
import { createFormCheck } from '../../completion/suite/checkForm';
import { parseSuiteText } from '../../completion/suite/parseSuiteText';
import type { SuiteText } from '../../completion/suite/suiteText';
import { CommandError } from '../commandError';
import { limitSettings, type ProgramBudget, programBudgetSchema } from './programBudget';

const checkForm = createFormCheck<ProgramBudget>(programBudgetSchema, 'A budget');

/**
 * Reads the budget of a program: JSON with comments.
 * @throws CommandError with all that is wrong in it, each at its line and column
 */
export async function readProgramBudget(path: string): Promise<ProgramBudget> {
  const text = parseSuiteText(await readText(path), 'A budget');
  const budget = checkForm(text);
  if (budget) checkMeaning(budget, text);
  if (budget && !text.hasErrors) return budget;
  const lines = text.problems.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
  throw new CommandError(`The budget can't be used.\n${lines.join('\n')}`, 'Correct what is named above.', 2);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const { message } = cause as Error;
    throw new CommandError(`The budget can't be read: ${message}.`, 'Check the path.', 2, { cause });
  }
}

/** A budget that limits nothing would pass whatever happens. */
function checkMeaning({ run, calls }: ProgramBudget, text: SuiteText): void {
  const limits = limitSettings.map((name) => `"${name}"`).join(', ');
  if (!run && !calls) text.error([], 'This budget limits nothing. Add "run" or "calls".');
  for (const [index, rule] of (calls ?? []).entries()) {
    if (limitSettings.every((name) => rule[name] === undefined)) {
      text.error(['calls', index], `This limits nothing. Add one of ${limits}.`);
    }
  }
}
