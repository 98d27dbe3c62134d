import { certaintyOf, formatSaving } from '../../analysis/findings/savingText';
import { formatSpending } from '../../analysis/ledger/spendingText';
import { formatDuration, formatNumberOf, formatPlace } from '../../base/format';
import type { FindingNode, IterationNode, ThreadNode } from './analysisNodes';
import type { RowText } from './treeText';

/** What can be saved comes first: a narrow tree cuts titles off. */
export function describeFinding({ finding, site }: FindingNode): RowText {
  const saving = formatSaving(finding);
  const lead = [certaintyOf(finding.certainty), saving].filter(Boolean).join(' ');
  return {
    label: lead ? `${lead}: ${finding.title}` : finding.title,
    description: site ? formatPlace(site) : '',
    icon: 'lightbulb',
    color: 'list.warningForeground',
  };
}

export function describeThread({ thread, name, spending }: ThreadNode): RowText {
  const parts = [
    formatNumberOf(thread.iterations.length, 'iteration'),
    formatDuration(thread.end - thread.start),
    formatSpending(spending, 2),
  ];
  return { label: name, description: parts.join(' · '), icon: 'sync' };
}

/** The longest one stands out: it is what a person looks for. */
export function describeIteration({ iteration, isLongest, spending }: IterationNode): RowText {
  const { ordinal, start, end } = iteration;
  return {
    label: `Iteration ${ordinal}`,
    description: [formatDuration(end - start), formatSpending(spending, 2)].filter(Boolean).join(' · '),
    icon: isLongest ? 'flame' : 'debug-step-over',
  };
}
