import { formatCount, formatRateNumber } from '../../base/format';
import { percentileName } from '../../base/formatEstimate';
import type { CompletionSummary, LevelSummary } from '../../completion/results/completionSummary';
import { plain, type Screen, wrap } from '../terminal/screen';
import { type Column, layOutTable } from '../terminal/textTable';
import { formatEstimate, formatMedian, verdictSigns } from './figureText';

const BAR_WIDTH = 16;

/** What is shown of a level of concurrency: cells by their titles, for a terminal and for Markdown alike. */
export function describeLevel(level: LevelSummary): Record<string, string> {
  const { target, concurrency, figures, requestsPerSecond, tokensPerSecond, tokensUnknown, goodput } = level;
  const tail = figures.total?.percentiles.find(({ p }) => p === level.budget.percentile && p !== 0.5);
  return {
    model: plain(target.label),
    'at once': formatCount(concurrency),
    'TTFT p50': formatMedian(figures.ttft),
    TPOT: formatMedian(figures.tpot),
    'total p50': formatMedian(figures.total),
    [`total ${percentileName(level.budget.percentile)}`]: formatEstimate(tail),
    'in budget': describeKept(level),
    'tok/s': `${tokensUnknown > 0 ? '≥ ' : ''}${formatRateNumber(tokensPerSecond)}`,
    'req/s': formatRateNumber(requestsPerSecond),
    'good req/s': formatRateNumber(goodput),
  };
}

/** `✔ 99 of 100`; empty without a budget. */
function describeKept({ verdict: { kind, good, n } }: LevelSummary): string {
  return kind === 'none' ? '' : `${verdictSigns[kind]} ${formatCount(good)} of ${formatCount(n)}`;
}

/** The last column: how much good work is done, as a bar against the best level, and what is to be known of it. */
function describeGoodput({ goodput, isKnee, stoppedBecause }: LevelSummary, best: number): string {
  const bar = '█'.repeat(best > 0 ? Math.round((BAR_WIDTH * goodput) / best) : 0);
  return [bar, ...(isKnee ? ['knee'] : []), ...(stoppedBecause ? [plain(stoppedBecause)] : [])]
    .join(' ')
    .trim();
}

/** Columns that are left out first on a narrow screen. */
const ranks: Readonly<Record<string, number>> = { TPOT: 4, 'tok/s': 3 };

/** Whether there is more than one level of concurrency. */
export function isSweep(levels: readonly LevelSummary[]): boolean {
  return new Set(levels.map(({ concurrency }) => concurrency)).size > 1;
}

/** Draws the levels of a sweep as a table; nothing when there is only one. */
export function drawSweep(
  { levels, sweeps }: Pick<CompletionSummary, 'levels' | 'sweeps'>,
  screen: Screen,
): string[] {
  if (!isSweep(levels)) return [];
  const rows = levels.map(describeLevel);
  const best = Math.max(...levels.map(({ goodput }) => goodput));
  const column = (title: string, facts: Partial<Column> = {}): Column => ({
    title,
    align: 'right',
    rank: ranks[title] ?? 0,
    cells: rows.map((row) => row[title] ?? ''),
    ...facts,
  });
  const hasSeveral = new Set(rows.map(({ model }) => model)).size > 1;
  const titles = Object.keys(rows[0] ?? {}).filter((title) => title !== 'model');
  return [
    '',
    ...layOutTable(
      [
        ...(hasSeveral ? [column('model', { align: 'left' })] : []),
        ...titles.map((title) => column(title)),
        column('', {
          align: 'left',
          cells: levels.map((level) => describeGoodput(level, best)),
          paint: (cell, row) => screen.paint(levels[row]?.isKnee ? 'green' : 'dim', cell),
        }),
      ],
      screen,
    ),
    ...describeSweeps(sweeps).flatMap((sentence) => ['', ...wrap(plain(sentence), screen.width)]),
  ];
}

/** Up to which level the budget is kept, a sentence a model. */
export function describeSweeps(sweeps: CompletionSummary['sweeps']): string[] {
  return sweeps.map(({ target, because }) => (sweeps.length > 1 ? `${target.label}: ${because}` : because));
}
