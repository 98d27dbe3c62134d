import type { JSONPath } from 'jsonc-parser';
import type { CompletionBudget } from '../../model/completion';
import { hashCase } from './findCases';
import { readBudget } from './readBudget';
import { readCursorSource } from './readCursorSource';
import { readExpectation } from './readExpectation';
import type { StopRule, SuiteCase } from './suite';
import type { CaseSetting, SuiteFile } from './suiteFile';
import type { SuiteText } from './suiteText';
import type { PutVariablesInto } from './variables';

/** What a case takes from its suite. */
export interface CaseContext {
  /** Absolute path of the suite's file. */
  readonly suiteFile: string;
  readonly suiteText: SuiteText;
  readonly putVariablesInto: PutVariablesInto;
  readonly budget: CompletionBudget;
  readonly repeats: number;
}

export function readCases({ cases }: SuiteFile, context: CaseContext): readonly SuiteCase[] {
  const names = new Set<string>();
  return cases.map((setting, index) => {
    const path = ['cases', index];
    if (names.has(setting.name)) {
      const message =
        'Another case has the same name. Results are kept by it: give each case a name of its own.';
      context.suiteText.error([...path, 'name'], message);
    }
    names.add(setting.name);
    return readCase(setting, path, context);
  });
}

function readCase(setting: CaseSetting, path: JSONPath, context: CaseContext): SuiteCase {
  const { name, expect, stopAt, budget, repeats } = setting;
  const { suiteText } = context;
  const at = readCursorSource(setting, path, context);
  return {
    id: name,
    name,
    ...suiteText.positionOf(path),
    hash: hashCase(setting),
    at,
    ...(expect && { expect: readExpectation(expect, at.language, [...path, 'expect'], suiteText) }),
    ...(stopAt && { stopAt: readStopRule(stopAt) }),
    ...(budget && { budget: readBudget(budget, context.budget, [...path, 'budget'], suiteText) }),
    repeats: repeats ?? context.repeats,
  };
}

function readStopRule(stopAt: NonNullable<CaseSetting['stopAt']>): StopRule {
  if (stopAt === 'line') return { kind: 'lines', lines: 1 };
  if (stopAt === 'blankLine') return { kind: 'blankLine' };
  const { lines, text = '' } = stopAt;
  return lines === undefined ? { kind: 'text', text } : { kind: 'lines', lines };
}
