import {
  Chart,
  type ChartDataset,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { formatRateNumber } from '../src/base/format';
import type { SweepAxis } from './resultState';
import { drawSweepMarks, type SweepMarks } from './sweepMarks';
import type { SweepPalette } from './sweepPalette';
import type { SweepPlot, SweepPoint, SweepSeries, SweepTicks } from './sweepPlots';

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler, Tooltip);

const shapes = ['circle', 'rectRot', 'triangle', 'rect', 'cross'] as const;

export interface SweepScene {
  readonly plot: SweepPlot;
  readonly axis: SweepAxis;
  readonly ticks: SweepTicks;
  readonly palette: SweepPalette;
}

type Dataset = ChartDataset<'line', { x: number; y: number }[]>;

/** One of the small charts of a sweep. */
export class SweepChart {
  private readonly chart: Chart<'line', { x: number; y: number }[]>;
  private scene: SweepScene | undefined;

  constructor(readonly canvas: HTMLCanvasElement) {
    this.chart = new Chart(canvas, {
      type: 'line',
      data: { datasets: [] },
      plugins: [drawSweepMarks(() => this.marks)],
      options: {
        animation: false,
        maintainAspectRatio: false,
        interaction: { mode: 'nearest', intersect: false },
      },
    });
  }

  draw(scene: SweepScene): void {
    this.scene = scene;
    this.chart.data.datasets = scene.plot.series.flatMap((series) => buildDatasets(series, scene));
    this.chart.options.layout = { padding: { top: 14, right: 8 } };
    this.chart.options.scales = buildScales(scene);
    this.chart.options.plugins = { tooltip: buildTooltip(scene) };
    this.chart.update();
  }

  destroy(): void {
    this.chart.destroy();
  }

  private get marks(): SweepMarks | undefined {
    if (!this.scene) return undefined;
    const { plot, palette, axis, ticks } = this.scene;
    const isByLevel = axis === 'concurrency';
    return {
      plot,
      palette,
      leftOut: isByLevel ? ticks.leftOut : [],
      limitAt: isByLevel ? 'right' : 'left',
    };
  }
}

/** The line, and below it where the true values lie. */
function buildDatasets(series: SweepSeries, { palette }: SweepScene): Dataset[] {
  const { points, target, isSecond, label } = series;
  const colour = palette.targets[target % palette.targets.length] ?? palette.text;
  const line: Dataset = {
    label,
    data: points.map(({ x, y }) => ({ x, y })),
    borderColor: colour,
    backgroundColor: isSecond ? palette.background : colour,
    pointBorderColor: colour,
    pointStyle: shapes[target % shapes.length] ?? 'circle',
    borderWidth: isSecond ? 1.25 : 2,
    borderDash: isSecond ? [3, 3] : [],
    pointRadius: isSecond ? 2 : 3.5,
    pointHitRadius: 12,
    tension: 0,
  };
  if (isSecond || !points.some(({ low, high }) => low !== undefined && high !== undefined)) return [line];
  return [line, ...buildBand(points, colour, palette)];
}

/** A bound that is missing is where the value is: the band is then narrower than the truth, which the table says. */
function buildBand(points: readonly SweepPoint[], colour: string, { highContrast }: SweepPalette): Dataset[] {
  const fade = colour.replace(/^rgb\((.+)\)$/, highContrast ? 'rgba($1, 0.3)' : 'rgba($1, 0.16)');
  const bare = { borderWidth: 0, pointRadius: 0, pointHitRadius: 0, tension: 0 } as const;
  return [
    { ...bare, label: '', data: points.map(({ x, y, low }) => ({ x, y: low ?? y })) },
    {
      ...bare,
      label: '',
      data: points.map(({ x, y, high }) => ({ x, y: high ?? y })),
      fill: '-1',
      backgroundColor: fade,
    },
  ];
}

function buildScales({ plot, axis, ticks, palette }: SweepScene) {
  const font = { size: 10, family: palette.fontFamily };
  const isByLevel = axis === 'concurrency';
  const grid = { color: palette.grid, drawTicks: false };
  return {
    x: {
      type: 'linear' as const,
      ...(isByLevel ? { min: -0.4, max: ticks.concurrencies.length - 0.6 } : { min: 0, grace: '5%' }),
      grid: isByLevel ? { display: false } : grid,
      border: { color: palette.grid },
      ...(isByLevel && {
        afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
          scale.ticks = ticks.concurrencies.map((_, value) => ({ value }));
        },
      }),
      ticks: {
        font,
        color: palette.dim,
        maxRotation: 0,
        callback: (value: string | number) =>
          isByLevel ? String(ticks.concurrencies[Number(value)] ?? '') : formatRateNumber(Number(value)),
      },
    },
    y: {
      type: 'linear' as const,
      min: 0,
      suggestedMax: plot.limit === undefined ? undefined : plot.limit * 1.15,
      grace: '8%',
      grid,
      border: { display: false },
      ticks: {
        font,
        color: palette.dim,
        maxTicksLimit: 5,
        padding: 6,
        callback: (value: string | number) => plot.format(Number(value)),
      },
    },
  };
}

function buildTooltip({ plot, palette }: SweepScene) {
  const { background, text, border } = palette.tooltip;
  const seriesOf = (label: string | undefined) => plot.series.find((series) => series.label === label);
  return {
    filter: ({ dataset }: { dataset: { label?: string } }) => dataset.label !== '',
    displayColors: false,
    backgroundColor: background,
    borderColor: border,
    borderWidth: 1,
    cornerRadius: 4,
    titleColor: text,
    bodyColor: text,
    callbacks: {
      title: (items: readonly { dataset: { label?: string }; dataIndex: number }[]) => {
        const [item] = items;
        const point = item && seriesOf(item.dataset.label)?.points[item.dataIndex];
        return point ? `concurrency ${point.concurrency}` : '';
      },
      label: (item: { dataset: { label?: string }; parsed: { y: number | null } }) =>
        `${item.dataset.label}: ${plot.format(item.parsed.y ?? 0)}`,
    },
  };
}
