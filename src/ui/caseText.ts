import { formatDuration, formatNumberOf } from '../base/format';
import { formatInterval, percentileName } from '../base/formatEstimate';
import type { CompletionSummary, GroupSummary, LimitVerdict } from '../completion/results/completionSummary';
import { limitNames } from '../completion/results/verdictText';

/** Codicons and theme colours of outcomes, as the Test Explorer has them. */
export const outcomeIcons: Readonly<
  Record<CompletionSummary['outcome'], { readonly icon: string; readonly color: string }>
> = {
  passed: { icon: 'pass', color: 'testing.iconPassed' },
  failed: { icon: 'error', color: 'testing.iconFailed' },
  unsure: { icon: 'question', color: 'testing.iconQueued' },
};

/** What the requests of a group say, in one line: `TTFT 182 ms · total p95 341–420 ms of 500 ms · 39 of 40`. */
export function describeGroup(group: GroupSummary): string {
  const { verdict, samples, failed, missedExpectations, figures } = group;
  const limit = chooseLimit(verdict.limits);
  const median = figures.ttft?.percentiles.find(({ p }) => p === 0.5);
  const count =
    verdict.kind === 'none' ? formatNumberOf(samples.length, 'request') : `${verdict.good} of ${verdict.n}`;
  return [
    ...(median ? [`TTFT ${formatDuration(median.value)}`] : []),
    ...(limit ? describeLimit(limit, group) : []),
    count,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(missedExpectations > 0 ? [`${missedExpectations} not as expected`] : []),
    ...(verdict.kind === 'unsure' ? ['not enough samples'] : []),
  ].join(' · ');
}

/** `total p95 341–420 ms of 500 ms`; nothing while there are too few requests for a percentile. */
function describeLimit({ figure, limit, estimate }: LimitVerdict, { budget }: GroupSummary): string[] {
  if (!estimate) return [];
  const name = figure === 'ttft' ? '' : `${limitNames[figure]} `;
  return [
    `${name}${percentileName(budget.percentile)} ${formatInterval(estimate)} of ${formatDuration(limit)}`,
  ];
}

const ranks = { missed: 0, unsure: 1, met: 2 } as const;

/** The limit that is worst off; of equal ones the one that holds more of the way. */
export function chooseLimit(limits: readonly LimitVerdict[]): LimitVerdict | undefined {
  return limits.toReversed().sort((a, b) => ranks[a.kind] - ranks[b.kind])[0];
}
