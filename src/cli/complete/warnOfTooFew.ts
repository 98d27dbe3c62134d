import { groupBy } from '../../base/groupBy';
import type { PlannedSample } from '../../completion/plan';
import { explainTooFew } from '../../completion/requestsNeeded';
import type { PlannedSuite } from './measureSuite';

/**
 * Why a suite can't pass as it is about to be run, in a line: fewer requests are planned than it takes. Undefined where
 * enough are. A level of a sweep is judged by all of its requests, else each case is by its own.
 */
export function warnOfTooFew({ suite, plan }: PlannedSuite): string | undefined {
  const isSweep = new Set(plan.stages.map(({ concurrency }) => concurrency)).size > 1;
  const budgets = new Map(suite.cases.map(({ id, budget }) => [id, budget]));
  const reasons = plan.stages.flatMap(({ samples }) => {
    const counted = samples.filter(({ warmUp }) => !warmUp);
    const groupOf = ({ caseId, targetId }: PlannedSample) =>
      JSON.stringify([targetId, isSweep ? undefined : caseId]);
    return [...groupBy(counted, groupOf).values()].map((group) => {
      const own = isSweep ? undefined : budgets.get(group[0]?.caseId ?? '');
      return explainTooFew(group.length, own ?? suite.budget);
    });
  });
  const lacking = reasons.filter((reason) => reason !== undefined);
  if (!lacking[0]) return undefined;
  const [what, advice] = isSweep
    ? ['levels', '"requests" of "sweep"']
    : ['pairs of case and model', '--repeats'];
  const share = lacking.length < reasons.length ? ` (${lacking.length} of ${reasons.length} ${what})` : '';
  return `${suite.name}: warning: ${lacking[0]} Ask for more with ${advice}.${share}`;
}
