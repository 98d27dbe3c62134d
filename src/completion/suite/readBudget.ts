import type { JSONPath } from 'jsonc-parser';
import schema from '../../../media/completions.schema.json';
import type { CompletionBudget } from '../../model/completion';
import type { BudgetSetting } from './suiteFile';
import type { SuiteText } from './suiteText';

const { percentile, confidence } = schema.properties.budget.properties;

/** How certain verdicts of a suite are that says nothing of it. */
export const defaultBudget: CompletionBudget = {
  percentile: percentile.default / 100,
  confidence: confidence.default / 100,
};

/** @param inherited what gives percentile and confidence where the budget has none; its limits are not inherited */
export function readBudget(
  setting: BudgetSetting,
  inherited: CompletionBudget,
  path: JSONPath,
  suiteText: SuiteText,
): CompletionBudget {
  const { ttft, total, keystroke } = setting;
  if (ttft === undefined && total === undefined && keystroke === undefined) {
    suiteText.warn(
      path,
      'This budget has no limit, so nothing is judged by it. Add "ttft", "total" or "keystroke".',
    );
  }
  if (ttft !== undefined && total !== undefined && ttft >= total) {
    suiteText.warn(
      [...path, 'ttft'],
      'This limit is never the one that counts: the whole has to be there by "total".',
    );
  }
  return {
    ...(ttft !== undefined && { ttft }),
    ...(total !== undefined && { total }),
    ...(keystroke !== undefined && { keystroke }),
    percentile: shareOf(setting.percentile) ?? inherited.percentile,
    confidence: shareOf(setting.confidence) ?? inherited.confidence,
  };
}

function shareOf(percent: number | undefined): number | undefined {
  return percent === undefined ? undefined : percent / 100;
}
