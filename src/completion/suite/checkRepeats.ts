import type { JSONPath } from 'jsonc-parser';
import { explainTooFew } from '../requestsNeeded';
import { parseSuiteText } from './parseSuiteText';
import type { Suite, SuiteProblem } from './suite';
import type { SuiteText } from './suiteText';

/**
 * Warns of budgets that can't be met, whatever is measured, since too few requests are made to tell.
 * @param text of the suite's file, from which the suite was read
 */
export function checkRepeats(text: string, { cases, budget, sweep }: Suite): readonly SuiteProblem[] {
  const suiteText = parseSuiteText(text);
  for (const [index, one] of cases.entries()) {
    const why = explainTooFew(one.repeats, one.budget ?? budget);
    if (why) suiteText.warn(placeOf(['cases', index], suiteText), why);
  }
  const why = sweep && explainTooFew(sweep.requests, budget);
  if (why) suiteText.warn(['sweep', 'requests'], `At each level, ${why}`);
  return suiteText.problems;
}

/** Where the number of requests is written, or else what makes it too few. */
function placeOf(ofCase: JSONPath, suiteText: SuiteText): JSONPath {
  const places: JSONPath[] = [
    [...ofCase, 'repeats'],
    ['repeats'],
    [...ofCase, 'budget'],
    ['budget', 'percentile'],
    ['budget'],
  ];
  return places.find((place) => suiteText.nodeAt(place)) ?? ofCase;
}
