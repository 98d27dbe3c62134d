import type { Comparison } from './measureScenario';
import type { StartTimes } from './measureStarts';

type Row = readonly (string | number | undefined)[];

/** A scenario's comparisons as a Markdown table, which reads well in a terminal too. */
export function scenarioTable(comparisons: readonly Comparison[]): string {
  const hasTtft = comparisons.some(({ ttftP50Ms }) => ttftP50Ms !== undefined);
  const head: Row = [
    'variant',
    'CPU s',
    'x base',
    'µs/chunk',
    'wall s',
    'x base',
    '+% of a core',
    ...(hasTtft ? ['TTFT p50 ms', 'added', 'p99', 'added'] : []),
    'loop delay p50 ms',
    'p99',
    'max RSS MB',
    'heap MB',
  ];
  const rows = comparisons.map(
    (row): Row => [
      row.variant.title,
      (row.cpuMs / 1e3).toFixed(2),
      row.cpuRatio.toFixed(3),
      row.cpuPerChunkUs.toFixed(1),
      (row.wallMs / 1e3).toFixed(2),
      row.wallRatio.toFixed(3),
      row.corePercent.toFixed(1),
      ...(hasTtft
        ? [row.ttftP50Ms, row.addedTtftP50Ms, row.ttftP99Ms, row.addedTtftP99Ms].map((ms) => ms?.toFixed(2))
        : []),
      row.loopDelayP50Ms.toFixed(2),
      row.loopDelayP99Ms.toFixed(2),
      row.maxRssMb.toFixed(0),
      row.heapMb.toFixed(1),
    ],
  );
  return markdownTable([head, ...rows]);
}

/** How long programs take that only start. */
export function startTable(times: readonly StartTimes[]): string {
  const rows = times.map(
    ({ title, variant, ms, addedMs, ratio }): Row => [
      title,
      variant.title,
      ms.toFixed(1),
      addedMs.toFixed(1),
      ratio.toFixed(3),
    ],
  );
  return markdownTable([['program', 'variant', 'ms', 'added ms', 'x base'], ...rows]);
}

function markdownTable([head = [], ...rows]: readonly Row[]): string {
  const all = [head, ...rows].map((row) => head.map((_, column) => String(row[column] ?? '')));
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map(pad).join(' | ')} |`;
  const pad = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return column === 0 ? cell.padEnd(width) : cell.padStart(width);
  };
  const ruler = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const [first = [], ...others] = all;
  return [line(first), line(ruler), ...others.map(line)].join('\n');
}
