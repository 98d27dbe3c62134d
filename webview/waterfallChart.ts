import {
  BarController,
  BarElement,
  Chart,
  type ChartConfiguration,
  type ChartDataset,
  LinearScale,
  type Plugin,
} from 'chart.js';
import type { TimelineAnalysis } from '../src/protocol/timelineAnalysis';
import { accountNames } from './accountStyles';
import type { Item } from './arrangeItems';
import { barNames, barStyles } from './barStyles';
import { drawIterations } from './iterationMarks';
import { buildLedgerBars, type PlacedThread } from './ledgerBars';
import type { Palette } from './palette';
import { drawPathConnections } from './pathMarks';
import type { Paint } from './patterns';
import { drawPauses } from './pauseBands';
import { drawRowMarks, type RowContext } from './rowMarks';
import { ROW_HEIGHT, type RowWindow } from './rowWindow';
import { rowAt } from './state';
import { buildAxisTicks } from './timeAxis';
import type { Viewport } from './viewport';
import { type Bar, buildBars } from './waterfallBars';

Chart.register(BarController, BarElement, LinearScale);

/** Everything that one picture of the waterfall shows. */
export interface WaterfallScene {
  /** The lines from `window.first` on. */
  readonly items: readonly Item[];
  readonly window: RowWindow;
  readonly view: Viewport;
  readonly width: number;
  readonly now: number;
  readonly pauses: readonly { readonly start: number; readonly end?: number }[];
  readonly context: RowContext;
  /** Draws how the critical path goes from row to row. */
  readonly path?: TimelineAnalysis;
  readonly palette: Palette;
}

type BarChart = Chart<'bar', Bar[], number>;

/** The bars of the rows in view, one chart.js dataset a kind of bar; what bars can't say is drawn around them. */
export class WaterfallChart {
  private readonly chart: BarChart;
  private scene: WaterfallScene | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.chart = new Chart(canvas, createConfiguration(this.createDecoration()));
  }

  draw(scene: WaterfallScene): void {
    this.scene = scene;
    this.resize(scene);
    this.placeScales(scene);
    const { view, width, palette, items, now, window: shown } = scene;
    const rows = items.map((item) => (item.kind === 'row' ? rowAt(item.row, now) : undefined));
    const bars = buildBars(rows, shown.first, view, width);
    const ledgers = buildLedgerBars(placeThreads(items, shown.first), view, width);
    const { datasets } = this.chart.data;
    for (const [index, name] of barNames.entries()) {
      fill(datasets[index], bars[name], palette.pale[name] ?? palette.bars[name], palette);
    }
    for (const [index, name] of accountNames.entries()) {
      fill(datasets[barNames.length + index], ledgers[name], palette.accounts[name], palette);
    }
    // Not in mode 'none', which would keep the colours of the first picture; there is no animation either way.
    this.chart.update();
  }

  private resize({ window: shown, width }: WaterfallScene): void {
    const height = (shown.end - shown.first) * ROW_HEIGHT;
    const ratioChanged = this.chart.currentDevicePixelRatio !== window.devicePixelRatio;
    if (this.chart.width !== width || this.chart.height !== height || ratioChanged) {
      this.chart.resize(width, height);
    }
  }

  private placeScales({ view, window: shown, width, palette }: WaterfallScene): void {
    const { x, y } = this.chart.options.scales as Record<'x' | 'y', Record<string, unknown>>;
    Object.assign(x, { min: view.start, max: view.end });
    Object.assign(x.grid as object, { color: palette.grid });
    Object.assign(y, { min: shown.first - 0.5, max: shown.end - 0.5 });
    x.afterBuildTicks = (scale: { ticks: { value: number }[] }) => {
      scale.ticks = buildAxisTicks(view, width).map(({ at }) => ({ value: at }));
    };
  }

  private createDecoration(): Plugin<'bar'> {
    return {
      id: 'rowMarks',
      beforeDatasetsDraw: ({ ctx, height }) => {
        if (this.scene) drawPauses(ctx, this.scene, height);
      },
      afterDatasetsDraw: ({ ctx }) => {
        if (this.scene) decorate(ctx, this.scene);
      },
    };
  }
}

function fill(
  dataset: ChartDataset<'bar', Bar[]> | undefined,
  bars: Bar[],
  paint: Paint,
  { outline }: Palette,
): void {
  if (!dataset) return;
  dataset.data = bars;
  dataset.backgroundColor = paint;
  dataset.borderColor = outline;
  dataset.borderWidth = outline ? 1 : 0;
  // Bars are drawn a little too large so that neighbours leave no seam; outlines want to be sharp instead.
  dataset.inflateAmount = outline ? 0 : 'auto';
}

function placeThreads(items: readonly Item[], first: number): PlacedThread[] {
  return items.flatMap((item, index) => (item.kind === 'thread' ? [{ item, line: first + index }] : []));
}

function decorate(ctx: CanvasRenderingContext2D, scene: WaterfallScene): void {
  const middles = new Map<string, number>();
  for (const [index, item] of scene.items.entries()) {
    const middle = (index + 0.5) * ROW_HEIGHT;
    if (item.kind === 'row') {
      middles.set(item.id, middle);
      drawRowMarks(ctx, rowAt(item.row, scene.now), middle, scene);
    } else if (item.kind === 'thread') drawIterations(ctx, item, index * ROW_HEIGHT, scene);
  }
  if (scene.path) drawPathConnections(ctx, scene.path, { ...scene, middles });
}

/** Height of the ledger of an iteration, in pixels. */
const LEDGER_THICKNESS = 9;

function createDataset(label: string, barThickness: number): ChartDataset<'bar', Bar[]> {
  return { label, data: [], barThickness, borderSkipped: false };
}

function createConfiguration(decoration: Plugin<'bar'>): ChartConfiguration<'bar', Bar[], number> {
  return {
    type: 'bar',
    data: {
      datasets: [
        ...barNames.map((name) => createDataset(name, barStyles[name].thickness)),
        ...accountNames.map((name) => createDataset(name, LEDGER_THICKNESS)),
      ],
    },
    plugins: [decoration],
    options: {
      indexAxis: 'y',
      responsive: false,
      maintainAspectRatio: false,
      animation: false,
      events: [],
      normalized: true,
      layout: { autoPadding: false },
      datasets: { bar: { grouped: false } },
      scales: {
        x: {
          type: 'linear',
          position: 'top',
          border: { display: false },
          ticks: { display: false, callback: () => '' },
          grid: { drawTicks: false },
        },
        y: { type: 'linear', reverse: true, display: false, offset: false },
      },
    },
  };
}
