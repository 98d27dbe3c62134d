import { formatCount, formatNumberOf } from '../../base/format';
import { countDone } from '../../completion/results/countDone';
import { describeGroup, outcomeIcons } from '../caseText';
import type { SuiteRun } from '../suiteRuns';
import type { CaseNode, GroupNode } from './suiteNodes';
import { type RowText, shortMoment } from './treeText';

/** @param today any moment of the present day: runs of it show their time alone */
export function describeSuiteRun({ run, completion, summary }: SuiteRun, today: Date): RowText {
  const { samples, planned, suite } = completion;
  const isLive = run.status === 'running';
  const count = isLive
    ? `${formatCount(countDone(completion))} of ${formatNumberOf(planned, 'request')}`
    : formatNumberOf(samples.length, 'request');
  const parts = [...countOutcomes(summary.cases), count, shortMoment(run.startedAtEpoch, today)];
  const icon = isLive ? { icon: 'loading~spin' } : outcomeIcons[summary.outcome];
  return { label: suite.name, description: parts.join(' · '), ...icon };
}

/** `3 passed, 1 failed`, by cases with their models and levels. */
function countOutcomes(cases: SuiteRun['summary']['cases']): string[] {
  const words = { passed: 'passed', failed: 'failed', unsure: 'not enough samples' } as const;
  const counts = (['failed', 'unsure', 'passed'] as const).flatMap((outcome) => {
    const count = cases.filter((of) => of.outcome === outcome).length;
    return count > 0 ? [`${formatCount(count)} ${words[outcome]}`] : [];
  });
  return counts.length > 0 ? [counts.join(', ')] : [];
}

export function describeCase({ name, groups }: CaseNode): RowText {
  const [only] = groups;
  if (only && groups.length === 1)
    return { label: name, description: describeGroup(only), ...outcomeIcons[only.outcome] };
  const worst = (['failed', 'unsure', 'passed'] as const).find((outcome) =>
    groups.some((group) => group.outcome === outcome),
  );
  return { label: name, description: countOutcomes(groups).join(), ...outcomeIcons[worst ?? 'unsure'] };
}

export function describeGroupRow({ name, group }: GroupNode): RowText {
  return { label: name, description: describeGroup(group), ...outcomeIcons[group.outcome] };
}
