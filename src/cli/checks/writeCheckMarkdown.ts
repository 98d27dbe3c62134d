import { groupBy } from '../../base/groupBy';
import { code, literal, table } from '../markdown/markdownText';
import { type Check, type CheckOutcome, countOutcomes, outcomeTexts, titlesOf, worstOutcome } from './check';

const signs: Readonly<Record<CheckOutcome, string>> = {
  passed: '✅',
  failed: '❌',
  error: '❌',
  unsure: '❔',
};

/**
 * What was checked as a summary of a CI job, in GitHub Flavored Markdown: a table per suite, and below it what is not
 * as it should be, with what to do.
 * @returns lines without line feed
 */
export function writeCheckMarkdown(checks: readonly Check[]): string[] {
  return [...groupBy(checks, ({ group }) => group)].flatMap(([group, members]) => [
    `### ${signs[worstOutcome(members)]} ${code(group)}: ${countOutcomes(members)}`,
    '',
    ...writeTable(members),
    '',
    ...members.flatMap(writeTrouble),
  ]);
}

function writeTable(checks: readonly Check[]): string[] {
  const titles = titlesOf(checks);
  const rows = checks.map(({ outcome, name, figures }) => [
    `${signs[outcome]} ${outcomeTexts[outcome].label}`,
    code(name),
    ...titles.map((title) => literal(figures[title] ?? '')),
  ]);
  return table(['', 'case', ...titles.map(literal)], rows, [
    'left',
    'left',
    ...titles.map(() => 'right' as const),
  ]);
}

function writeTrouble({ outcome, name, message, details }: Check): string[] {
  if (outcome === 'passed') return [];
  return [`- **${literal(name)}**: ${[message, ...details].map(literal).join(' ')}`, ''];
}
