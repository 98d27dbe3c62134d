import { BarController, BarElement, CategoryScale, Chart, LinearScale } from 'chart.js';
import type { TimelineCall } from '../src/protocol/timelineMessages';
import { buildOverviewBins, overviewBands } from './overviewBins';
import type { Palette } from './palette';
import type { Viewport } from './viewport';

Chart.register(BarController, BarElement, LinearScale, CategoryScale);

const HEIGHT = 40;
const PIXELS_PER_BIN = 3;

export interface OverviewScene {
  readonly calls: readonly TimelineCall[];
  /** The time it shows. */
  readonly span: Viewport;
  readonly width: number;
  readonly palette: Palette;
}

/** Calls in flight over the whole run, stacked by what they are doing. */
export class OverviewChart {
  private readonly chart: Chart<'bar', number[], number>;

  constructor(canvas: HTMLCanvasElement) {
    this.chart = new Chart(canvas, {
      type: 'bar',
      data: { datasets: overviewBands.map((band) => ({ label: band, data: [] })) },
      options: {
        responsive: false,
        maintainAspectRatio: false,
        animation: false,
        events: [],
        layout: { autoPadding: false },
        datasets: { bar: { barPercentage: 1, categoryPercentage: 1, barThickness: 'flex' } },
        scales: {
          x: { type: 'category', stacked: true, display: false },
          y: { type: 'linear', stacked: true, display: false, min: 0 },
        },
      },
    });
  }

  draw({ calls, span, width, palette }: OverviewScene): void {
    if (this.chart.width !== width) this.chart.resize(width, HEIGHT);
    const count = Math.max(Math.floor(width / PIXELS_PER_BIN), 1);
    const bins = buildOverviewBins(calls, span, count);
    this.chart.data.labels = Array.from({ length: count }, (_, index) => index);
    for (const [index, band] of overviewBands.entries()) {
      const dataset = this.chart.data.datasets[index];
      if (!dataset) continue;
      dataset.data = Array.from(bins[band], (calls) => (calls > 0 ? calls : Number.NaN));
      dataset.backgroundColor = palette.plain[band];
    }
    // Not in mode 'none', which would keep the colours of the first picture; there is no animation either way.
    this.chart.update();
  }
}
