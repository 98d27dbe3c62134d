import type { RunAnalysis } from '../../analysis/analyseRun';
import { nameAccount } from '../../analysis/ledger/accountText';
import type { LedgerEntry } from '../../analysis/ledger/ledger';
import { buildIterationLedger, buildRunLedger } from '../../analysis/ledger/ledgers';
import { formatSpending } from '../../analysis/ledger/spendingText';
import { nameThreads } from '../../analysis/threads/nameThreads';
import type { Thread } from '../../analysis/threads/thread';
import { formatDuration, formatNumberOf, formatPercent } from '../../base/format';
import { analysisOf, summaryOf } from '../../store/runSelectors';
import { modelToolNames } from '../contributions';
import { nameRun } from './chooseRun';
import type { ModelTool } from './modelTool';
import { writeSuite } from './writeSuite';

/** Where the time of a run went, and how its loops ran. */
export const runSummaryTool: ModelTool = {
  name: modelToolNames.runSummary,
  progress: 'Looking where the time of the run went',
  answerOfSuite: writeSuite,
  answer({ run, findings }) {
    const [analysis, { retries, averageParallelism, tokens }] = [analysisOf(run), summaryOf(run)];
    const wall = analysis.end - analysis.start;
    const best = findings.slice(0, 3);
    return [
      `# ${nameRun(run)}`,
      `${formatDuration(wall)} from the first request to the end; ${formatNumberOf(run.calls.length, 'LLM call')}, ${retries} retries, on average ${averageParallelism.toFixed(1)} calls at a time; ${tokens.input} input tokens (${tokens.cached} from a cache), ${tokens.output} output tokens.`,
      '## Where the time went (along the critical path; adds up to the whole)',
      ...buildRunLedger(analysis).entries.map((entry) => writeEntry(entry, wall)),
      ...writeLoops(analysis),
      ...(best.length > 0
        ? ['## What would help most', ...best.map(({ title, id }) => `- ${title} [${id}]`)]
        : []),
    ].join('\n');
  },
};

function writeEntry(entry: LedgerEntry, wall: number): string {
  const parts = (entry.parts ?? []).map((part) => `${nameAccount(part)} ${formatDuration(part.time)}`);
  const detail = parts.length > 0 ? ` (${parts.join(', ')})` : '';
  return `- ${nameAccount(entry)}: ${formatDuration(entry.time)}, ${formatPercent(entry.time / wall)}${detail}`;
}

function writeLoops(analysis: RunAnalysis): string[] {
  const loops = analysis.threads.filter(({ iterations }) => iterations.length > 1);
  if (loops.length === 0) return [];
  const names = nameThreads(analysis);
  return ['## Loops', ...loops.flatMap((thread) => writeLoop(analysis, thread, names.get(thread.id) ?? ''))];
}

function writeLoop(analysis: RunAnalysis, thread: Thread, name: string): string[] {
  const { iterations, start, end } = thread;
  return [
    `- ${name}: ${formatNumberOf(iterations.length, 'iteration')} in ${formatDuration(end - start)}`,
    ...iterations.map((iteration) => {
      const { entries } = buildIterationLedger(analysis, thread, iteration);
      const length = formatDuration(iteration.end - iteration.start);
      return `  ${iteration.ordinal}. ${length}: ${formatSpending(entries, 4)}`;
    }),
  ];
}
