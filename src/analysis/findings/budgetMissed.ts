import { formatDuration, formatNumberOf, formatPlace } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import { whyNotCounted } from '../../metrics/counted';
import type { Call } from '../../model/call';
import { type BudgetExcess, type Budgets, findBudgetExcesses } from '../budget';
import { groupByTraits, summariseMetrics } from '../callGroup';
import type { Detector } from './detector';
import type { Suspicion } from './finding';

const metricTexts = { ttft: 'TTFT', felt: 'call' } as const;

/** Lines whose median call does not keep a limit that a person has set. A warning: the other findings say why. */
export const budgetMissed: Detector = ({ run }, { budgets = {} }) => {
  if (budgets.ttftMs === undefined && budgets.totalMs === undefined) return [];
  const counted = run.calls.filter((call) => whyNotCounted(call, run.pauses) === undefined);
  const bySite = groupBy(counted, ({ attribution }) => attribution.site?.id);
  return [...bySite.values()].flatMap((calls) => suspect(calls, budgets));
};

function suspect(all: readonly Call[], budgets: Budgets): Suspicion[] {
  const [same] = groupByTraits(all).toSorted((a, b) => b.length - a.length);
  if (!same) return [];
  const distributions = summariseMetrics(same, ['ttft', 'felt']);
  const excesses = findBudgetExcesses({ distributions }, budgets);
  if (excesses.length === 0) return [];
  const site = all[0]?.attribution.site;
  const calls = formatNumberOf(same.length, 'call');
  return [
    {
      detector: 'budgetMissed',
      title: excesses.map(describeExcess).join(', '),
      explanation: `Of ${calls}${site ? ` at ${formatPlace(site)}` : ''} ${excesses.map(explainExcess).join(', and ')}.`,
      advice:
        'The other findings of this line say where its time goes. If nothing is wrong there, the limit is too strict.',
      certainty: 'certain',
      activities: same.map(({ id }) => id),
      places: site ? [site] : [],
      evidence: excesses.map(({ metric, p50, budget }) => ({
        label: `Median ${nameOf(metric)}`,
        value: `${formatDuration(p50)} of ${formatDuration(budget)}`,
      })),
      changes: [],
    },
  ];
}

function describeExcess({ metric, p50, budget }: BudgetExcess): string {
  return `Median ${nameOf(metric)} ${formatDuration(p50)} over the budget of ${formatDuration(budget)}`;
}

function explainExcess({ metric, p50, budget }: BudgetExcess): string {
  return `the median ${nameOf(metric)} takes ${formatDuration(p50)}, ${formatDuration(p50 - budget)} more than the limit of ${formatDuration(budget)}`;
}

function nameOf(metric: BudgetExcess['metric']): string {
  return metric === 'ttft' ? metricTexts.ttft : metricTexts.felt;
}
