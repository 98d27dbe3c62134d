import {
  BarController,
  BarElement,
  Chart,
  type ChartConfiguration,
  type ChartDataset,
  LinearScale,
  type Plugin,
} from 'chart.js';
import type { TimelineRow } from '../src/protocol/timelineMessages';
import { barNames, barStyles } from './barStyles';
import type { Palette } from './palette';
import { drawPauses } from './pauseBands';
import { drawRowMarks } from './rowMarks';
import { ROW_HEIGHT, type RowWindow } from './rowWindow';
import { buildAxisTicks } from './timeAxis';
import type { Viewport } from './viewport';
import { type Bar, buildBars } from './waterfallBars';

Chart.register(BarController, BarElement, LinearScale);

/** Everything that one picture of the waterfall shows. */
export interface WaterfallScene {
  /** The rows from `window.first` on, as far as they have come at `now`. */
  readonly rows: readonly TimelineRow[];
  readonly window: RowWindow;
  readonly view: Viewport;
  readonly width: number;
  readonly now: number;
  readonly pauses: readonly { readonly start: number; readonly end?: number }[];
  readonly marked: readonly string[];
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
    const bars = buildBars(scene.rows, scene.window.first, scene.view, scene.width);
    for (const [index, name] of barNames.entries()) {
      const dataset = this.chart.data.datasets[index] as ChartDataset<'bar', Bar[]>;
      dataset.data = bars[name];
      dataset.backgroundColor = scene.palette.pale[name] ?? scene.palette.bars[name];
      dataset.borderColor = scene.palette.outline;
      dataset.borderWidth = scene.palette.outline ? 1 : 0;
      // Bars are drawn a little too large so that neighbours leave no seam; outlines want to be sharp instead.
      dataset.inflateAmount = scene.palette.outline ? 0 : 'auto';
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
        for (const [index, row] of (this.scene?.rows ?? []).entries()) {
          if (this.scene) drawRowMarks(ctx, row, (index + 0.5) * ROW_HEIGHT, this.scene);
        }
      },
    };
  }
}

function createConfiguration(decoration: Plugin<'bar'>): ChartConfiguration<'bar', Bar[], number> {
  return {
    type: 'bar',
    data: {
      datasets: barNames.map((name) => ({
        label: name,
        data: [],
        barThickness: barStyles[name].thickness,
        borderSkipped: false,
      })),
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
