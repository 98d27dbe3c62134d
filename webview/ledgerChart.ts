import { BarController, BarElement, CategoryScale, Chart, LinearScale } from 'chart.js';
import type { TimelineShare } from '../src/protocol/timelineAnalysis';
import type { Palette } from './palette';

Chart.register(BarController, BarElement, LinearScale, CategoryScale);

export const LEDGER_HEIGHT = 12;

/** A ledger as one stacked bar. */
export class LedgerChart {
  private readonly chart: Chart<'bar', number[], string>;

  constructor(canvas: HTMLCanvasElement) {
    this.chart = new Chart(canvas, {
      type: 'bar',
      data: { labels: [''], datasets: [] },
      options: {
        indexAxis: 'y',
        responsive: false,
        maintainAspectRatio: false,
        animation: false,
        events: [],
        layout: { autoPadding: false },
        datasets: { bar: { barThickness: LEDGER_HEIGHT, borderSkipped: false, inflateAmount: 0 } },
        scales: {
          x: { type: 'linear', stacked: true, display: false, min: 0 },
          y: { type: 'category', stacked: true, display: false },
        },
      },
    });
  }

  /** @param width pixels that all of it takes */
  draw(shares: readonly TimelineShare[], width: number, palette: Palette): void {
    const ratioChanged = this.chart.currentDevicePixelRatio !== window.devicePixelRatio;
    if (this.chart.width !== width || ratioChanged) this.chart.resize(width, LEDGER_HEIGHT);
    const { x } = this.chart.options.scales as Record<'x', { max?: number }>;
    x.max = shares.reduce((sum, { time }) => sum + time, 0);
    this.chart.data.datasets = shares.map(({ account, label, time }) => ({
      label,
      data: [time],
      backgroundColor: palette.accounts[account],
      borderColor: palette.outline ?? palette.background,
      // In place of a gap: neighbours of one colour are told apart.
      borderWidth: palette.outline ? 1 : { right: 1, left: 0, top: 0, bottom: 0 },
    }));
    this.chart.update();
  }
}
