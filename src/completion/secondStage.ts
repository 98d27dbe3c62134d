import { confidenceOfStage, sizeOfSecondStage } from '../metrics/confidence/twoStages';
import type { CompletionBudget } from '../model/completion';
import { requestsNeeded } from './requestsNeeded';
import type { CaseSummary, CompletionSummary } from './results/completionSummary';
import type { Suite, SuiteCase } from './suite/suite';

/**
 * A suite that may be run a second time, for the cases that the first run does not decide; see `confidenceOfStage`. The
 * first asks each case often enough that one which keeps its budget every time needs no second.
 */
export function inTwoStages(suite: Suite): Suite {
  const halve = (budget: CompletionBudget) => ({
    ...budget,
    confidence: confidenceOfStage(budget.confidence),
  });
  const budget = halve(suite.budget);
  const cases = suite.cases.map((one) => {
    const own = one.budget && halve(one.budget);
    const repeats = Math.max(one.repeats, requestsNeeded(own ?? budget) ?? 0);
    return { ...one, ...(own && { budget: own }), repeats };
  });
  return { ...suite, budget, cases };
}

/** What is to be run a second time. */
export interface SecondStage {
  /** With as many repeats of each case as it takes. */
  readonly suite: Suite;
  readonly only: readonly { readonly caseId: string; readonly targetId: string }[];
  /** Requests that count. */
  readonly requests: number;
}

/**
 * The cases of a first run that have no verdict for want of samples; undefined where there are none, or the run was broken
 * off.
 * @param suite as `inTwoStages` made it
 */
export function planSecondStage(
  suite: Suite,
  { cases, isComplete }: CompletionSummary,
): SecondStage | undefined {
  const open = cases.flatMap((one) => {
    const size = sizeOf(one);
    return size === undefined ? [] : [{ caseId: one.of.id, targetId: one.target.id, size }];
  });
  if (!isComplete || open.length === 0) return undefined;
  const repeatsOf = ({ id }: SuiteCase) =>
    Math.max(1, ...open.filter(({ caseId }) => caseId === id).map(({ size }) => size));
  const second = suite.cases.map((one) => ({ ...one, repeats: repeatsOf(one) }));
  return {
    suite: { ...suite, cases: second },
    only: open.map(({ caseId, targetId }) => ({ caseId, targetId })),
    requests: open.reduce((sum, { caseId }) => {
      return sum + (second.find(({ id }) => id === caseId)?.repeats ?? 0);
    }, 0),
  };
}

/** A case that has failed is decided, whatever its budget. */
function sizeOf({ outcome, verdict }: CaseSummary): number | undefined {
  if (outcome !== 'unsure' || verdict.kind !== 'unsure') return undefined;
  const { kind, samplesMissing } = verdict;
  return sizeOfSecondStage(verdict.n, { kind, ...(samplesMissing !== undefined && { samplesMissing }) });
}
