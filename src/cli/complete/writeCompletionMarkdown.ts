import type { CompletionSummary } from '../../completion/results/completionSummary';
import type { Check } from '../checks/check';
import { writeCheckMarkdown } from '../checks/writeCheckMarkdown';
import { details, literal, table } from '../markdown/markdownText';
import { describeLevel, describeSweeps, isSweep } from './drawSweep';

/**
 * Suites that were run, for a pull request or the summary of a job, in GitHub Flavored Markdown.
 * @returns lines without line feed
 */
export function writeCompletionMarkdown(
  checks: readonly Check[],
  summaries: readonly CompletionSummary[],
): string[] {
  return [...writeCheckMarkdown(checks), ...summaries.flatMap(writeLevels)];
}

function writeLevels({ levels, sweeps }: CompletionSummary): string[] {
  if (!isSweep(levels)) return [];
  const rows = levels.map((level) => ({ ...describeLevel(level), knee: level.isKnee ? 'knee' : '' }));
  const titles = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => Object.values(row).map(literal));
  const aligned = titles.map(() => 'right' as const);
  return [
    ...describeSweeps(sweeps).flatMap((sentence) => [literal(sentence), '']),
    ...details('Levels of concurrency', table(titles, cells, aligned)),
  ];
}
