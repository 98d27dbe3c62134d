import { formatNumberOf, formatRate } from '../src/base/format';
import { formatInterval, percentileName } from '../src/base/formatEstimate';
import type { CompletionResults, ResultLevel } from '../src/protocol/completionMessages';
import { drawChooser } from './chooser';
import { build } from './dom';
import { drawLevelTable } from './levelTable';
import type { ResultView, SweepAxis } from './resultState';
import { SweepChart } from './sweepChart';
import { readSweepPalette } from './sweepPalette';
import { buildSweepPlots, findSweepTicks, type SweepPlot } from './sweepPlots';
import { drawChip } from './targetCards';

/** Verdicts, latency and throughput over the levels of a sweep. Charts live on while what they show changes. */
export class SweepSection {
  private readonly charts = new Map<string, { readonly figure: HTMLElement; readonly chart: SweepChart }>();
  private readonly head = build('div', { className: 'section-tools' });
  private readonly verdicts = build('div', { className: 'sweep-verdicts' });
  private readonly grid = build('div', { className: 'sweep-charts' });
  private readonly notes = build('div', { className: 'sweep-notes' });

  /** @param node where the section is drawn */
  constructor(
    node: HTMLElement,
    private readonly choose: (axis: SweepAxis) => void,
  ) {
    node.append(this.verdicts, this.head, this.grid, this.notes);
  }

  draw({ results, axis }: ResultView): void {
    const axes = [
      { value: 'concurrency', label: 'Concurrency', definition: 'Requests kept in flight per model.' },
      { value: 'throughput', label: 'Requests/s', definition: 'Completions per second that came of it.' },
    ] as const;
    this.head.replaceChildren(drawChooser('Over', axes, axis, this.choose), ...drawTargetKeys(results));
    const [ticks, palette] = [findSweepTicks(results), readSweepPalette()];
    const plots = buildSweepPlots(results, axis);
    for (const plot of plots) this.chartOf(plot).draw({ plot, axis, ticks, palette });
    for (const [key, { figure, chart }] of this.charts) {
      if (plots.some((plot) => plot.key === key)) continue;
      chart.destroy();
      figure.remove();
      this.charts.delete(key);
    }
    this.verdicts.replaceChildren(...drawLevelTable(results));
    this.notes.replaceChildren(...drawNotes(results));
  }

  /** The charts with their titles, in the order in which they are seen. */
  get pictures(): readonly { readonly title: string; readonly canvas: HTMLCanvasElement }[] {
    return [...this.charts.values()].map(({ figure, chart }) => ({
      title: figure.querySelector('figcaption')?.textContent ?? '',
      canvas: chart.canvas,
    }));
  }

  private chartOf(plot: SweepPlot): SweepChart {
    const known = this.charts.get(plot.key);
    const canvas = known?.chart.canvas ?? build('canvas', { role: 'img' });
    canvas.ariaLabel = describePlot(plot);
    if (known) return known.chart;
    const caption = build('figcaption', {
      textContent: plot.title,
      tabIndex: 0,
      data: { definition: plot.definition },
    });
    const figure = build('figure', {}, caption, build('div', { className: 'chart-box' }, canvas));
    this.grid.append(figure);
    const chart = new SweepChart(canvas);
    this.charts.set(plot.key, { figure, chart });
    return chart;
  }
}

/** What a chart shows, for those who don't see it; the table below says all of it. */
function describePlot({ title, series, format }: SweepPlot): string {
  const lines = series.map(({ label, points }) => {
    const values = points.map(({ concurrency, y }) => `${format(y)} at ${concurrency}`);
    return `${label}: ${values.join(', ')}`;
  });
  return `${title} by concurrency. ${lines.join('. ')}`;
}

function drawTargetKeys({ targets, percentile }: CompletionResults): HTMLElement[] {
  const models =
    targets.length > 1
      ? targets.map(({ label }, index) => build('span', { className: 'row-target' }, drawChip(index), label))
      : [];
  const lines = [
    ['line', `${percentileName(percentile)} with its interval`],
    ['dash', 'p50'],
    ['knee', 'knee'],
  ] as const;
  return [
    build(
      'div',
      { className: 'range-keys' },
      ...models,
      ...lines.map(([key, text]) =>
        build('span', {}, build('i', { className: `key-${key}`, ariaHidden: 'true' }), text),
      ),
    ),
  ];
}

/** Where more load stops paying, what was not run and why, and all figures as a table. */
function drawNotes(results: CompletionResults): HTMLElement[] {
  const { levels, targets, leftOut } = results;
  const labelOf = (id: string) =>
    targets.length > 1 ? `${targets.find((target) => target.id === id)?.label}: ` : '';
  const unknown = levels.reduce((sum, { tokensUnknown }) => sum + tokensUnknown, 0);
  const knees = levels.filter(({ isKnee }) => isKnee);
  const stopped = levels.filter(({ stoppedBecause }) => stoppedBecause !== undefined);
  const lines = [
    ...knees.map(
      ({ targetId, concurrency, goodput }) =>
        `${labelOf(targetId)}the knee is at concurrency ${concurrency}, with a goodput of ${formatRate(goodput, 'req/s')}: beyond it more load costs more latency than it brings throughput.`,
    ),
    ...stopped.map(
      ({ targetId, concurrency, stoppedBecause }) =>
        `${labelOf(targetId)}concurrency ${concurrency} was not run to its end: ${stoppedBecause}`,
    ),
    ...(unknown > 0
      ? [
          `Nobody reported the tokens of ${formatNumberOf(unknown, 'request')}, as when a stop rule ends one: tokens per second in total are at least what is drawn.`,
        ]
      : []),
    ...leftOut.map(({ concurrency, because }) => `Concurrency ${concurrency} was left out: ${because}`),
  ];
  return [
    build('ul', {}, ...[...new Set(lines)].map((textContent) => build('li', { textContent }))),
    build(
      'details',
      {},
      build('summary', { textContent: 'All figures of the sweep' }),
      drawSweepTable(results),
    ),
  ];
}

function drawSweepTable(results: CompletionResults): HTMLElement {
  const tail = percentileName(results.percentile);
  const heads = [
    'Model',
    'Concurrency',
    `TTFT ${tail}`,
    `Total ${tail}`,
    `TPOT p50`,
    'Tokens/s of a request',
    'Tokens/s in total',
    'Requests/s',
    'Goodput',
    'n',
  ];
  const rows = results.levels.map((level) =>
    build('tr', {}, ...cellsOf(level, results).map((textContent) => build('td', { textContent }))),
  );
  const head = build(
    'thead',
    {},
    build('tr', {}, ...heads.map((textContent) => build('th', { scope: 'col', textContent }))),
  );
  return build(
    'div',
    { className: 'table-scroll' },
    build('table', { className: 'plain-table' }, head, build('tbody', {}, ...rows)),
  );
}

function cellsOf(level: ResultLevel, { targets }: CompletionResults): string[] {
  const {
    figures,
    tpot,
    requestRate,
    tokensPerSecond,
    tokensUnknown,
    requestsPerSecond,
    goodput,
    n,
    concurrency,
    targetId,
  } = level;
  return [
    targets.find(({ id }) => id === targetId)?.label ?? targetId,
    String(concurrency),
    figures.ttft?.tail ? formatInterval(figures.ttft.tail) : '–',
    figures.total?.tail ? formatInterval(figures.total.tail) : '–',
    tpot?.p50 ? `${tpot.p50.value.toFixed(1)} ms` : '–',
    requestRate?.p50 ? requestRate.p50.value.toFixed(1) : '–',
    tokensPerSecond === undefined ? '–' : `${tokensUnknown > 0 ? '≥ ' : ''}${tokensPerSecond.toFixed(1)}`,
    requestsPerSecond.toFixed(2),
    goodput.toFixed(2),
    String(n),
  ];
}
