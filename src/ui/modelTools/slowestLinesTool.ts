import { goalTexts } from '../../analysis/findings/savingText';
import { buildCallSiteLedgers } from '../../analysis/ledger/ledgers';
import { formatSpending } from '../../analysis/ledger/spendingText';
import { type RankedLine, rankLines } from '../../analysis/whatIf/rankLines';
import { formatDuration, formatNumberOf } from '../../base/format';
import { analysisOf } from '../../store/runSelectors';
import { modelToolNames } from '../contributions';
import { nameRun } from './chooseRun';
import { writePlace } from './modelText';
import type { ModelTool } from './modelTool';

/** The lines of a program by what a run would gain if they were faster. */
export const slowestLinesTool: ModelTool = {
  name: modelToolNames.slowestLines,
  progress: 'Ranking lines by what the run would gain',
  answer({ run, goal }) {
    const analysis = analysisOf(run);
    const ledgers = new Map(buildCallSiteLedgers(analysis).map(({ site, own }) => [site?.id, own]));
    const { label, meaning } = goalTexts[goal];
    const lines = rankLines(analysis, goal).map((line, index) => {
      const spent = formatSpending(ledgers.get(line.site.id)?.entries ?? [], 4);
      return `${index + 1}. ${writeLine(line)}${spent ? ` Its calls spent: ${spent}.` : ''}`;
    });
    return [
      `# Lines of ${nameRun(run)} by what they cost`,
      `By how much the ${label} would be shorter if everything that a line does took half as long, the greatest first. ${meaning}`,
      ...lines,
    ].join('\n');
  },
};

function writeLine({ site, calls, activities, own, onPath, half, none }: RankedLine): string {
  const others = activities.length - calls;
  const count = [
    ...(calls > 0 ? [formatNumberOf(calls, 'LLM call')] : []),
    ...(others > 0 ? [`${formatNumberOf(others, 'piece')} of other work`] : []),
  ].join(', ');
  return `${writePlace(site)}: ${formatDuration(half.saving)} less at twice the speed, ${formatDuration(none.saving)} without it; ${count}, ${formatDuration(own)} of its own, ${formatDuration(onPath)} of that on the critical path.`;
}
