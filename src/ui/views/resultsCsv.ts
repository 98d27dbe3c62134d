import {
  type CompletionResults,
  limitedFigures,
  type ResultFigure,
  type ResultGroup,
  type ResultLevel,
} from '../../protocol/completionMessages';

const heads = [
  'case',
  'model',
  'concurrency',
  'verdict',
  'requests',
  'in_budget',
  'failed',
  'unexpected',
  'wasted_requests',
  'wasted_tokens',
  ...limitedFigures.flatMap((name) =>
    ['n', 'p50', 'tail', 'tail_low', 'tail_high', 'limit'].map(
      (part) => `${name}_${part}${part === 'n' ? '' : '_ms'}`,
    ),
  ),
  'tpot_p50_ms',
  'requests_per_second',
  'tokens_per_second',
  'goodput_per_second',
];

type Cell = string | number | undefined;

/**
 * The figures of a suite's run as comma-separated values (RFC 4180), one line for each case, model and concurrency, and
 * one with an empty case for all of a model's at a concurrency. `tail` is the budget's percentile.
 */
export function writeResultsCsv(results: CompletionResults): string {
  const nameOf = new Map(results.cases.map(({ id, name }) => [id, name]));
  const lines: Cell[][] = [
    ...results.levels.map((level) => ['', ...cellsOf(level, results), ...ratesOf(level)]),
    ...results.rows.map((row) => [nameOf.get(row.caseId) ?? row.caseId, ...cellsOf(row, results)]),
  ];
  return [heads, ...lines]
    .map((cells) => heads.map((_, index) => writeCell(cells[index])).join(','))
    .join('\r\n')
    .concat('\r\n');
}

function cellsOf(group: ResultGroup, { targets }: CompletionResults): Cell[] {
  const { targetId, concurrency, verdict, n, good, failed, unexpected, wasted, figures } = group;
  return [
    targets.find(({ id }) => id === targetId)?.label,
    concurrency,
    verdict,
    n,
    verdict === 'none' ? undefined : good,
    failed,
    unexpected,
    wasted.requests,
    wasted.tokens,
    ...limitedFigures.flatMap((name) => figureCells(figures[name])),
  ];
}

function figureCells({ n, p50, tail, limit }: Partial<ResultFigure> = {}): Cell[] {
  return [n, p50?.value, tail?.value, tail?.low, tail?.high, limit];
}

function ratesOf({ tpot, requestsPerSecond, tokensPerSecond, goodput, verdict }: ResultLevel): Cell[] {
  return [tpot?.p50?.value, requestsPerSecond, tokensPerSecond, verdict === 'none' ? undefined : goodput];
}

/** Text that a spreadsheet would take for a formula is told from one by a quote in front. */
function writeCell(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(Number(cell.toFixed(3)));
  const text = /^[=+\-@\t]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
