import type { Chart, Plugin } from 'chart.js';
import type { SweepPalette } from './sweepPalette';
import type { SweepPlot } from './sweepPlots';

/** What stands in a chart besides its series. */
export interface SweepMarks {
  readonly plot: SweepPlot;
  readonly palette: SweepPalette;
  /** Positions on the axis of levels that were left out; none over throughput. */
  readonly leftOut: readonly number[];
  /** The side at which the limit is named: where few lines are. */
  readonly limitAt: 'left' | 'right';
}

/** Draws the limit, the knees, and the levels that were left out. */
export function drawSweepMarks(marksOf: () => SweepMarks | undefined): Plugin<'line'> {
  return {
    id: 'sweepMarks',
    beforeDatasetsDraw(chart) {
      const marks = marksOf();
      if (!marks) return;
      for (const position of marks.leftOut) drawLeftOut(chart, position, marks.palette);
      if (marks.plot.limit !== undefined) drawLimit(chart, marks.plot.limit, marks);
    },
    afterDatasetsDraw(chart) {
      const marks = marksOf();
      if (!marks) return;
      drawKnees(chart, marks);
      if (marks.plot.limit !== undefined) nameLimit(chart, marks.plot.limit, marks);
    },
  };
}

function drawLimit({ ctx, chartArea, scales }: Chart, limit: number, { palette }: SweepMarks): void {
  const y = scales.y?.getPixelForValue(limit) ?? 0;
  if (y < chartArea.top) return;
  ctx.save();
  ctx.strokeStyle = palette.limit;
  ctx.setLineDash([4, 3]);
  ctx.beginPath();
  ctx.moveTo(chartArea.left, y);
  ctx.lineTo(chartArea.right, y);
  ctx.stroke();
  ctx.restore();
}

/** Above everything, so that no line runs through it. */
function nameLimit(
  { ctx, chartArea, scales }: Chart,
  limit: number,
  { palette, plot, limitAt }: SweepMarks,
): void {
  const y = scales.y?.getPixelForValue(limit) ?? 0;
  if (y < chartArea.top) return;
  const text = `limit ${plot.format(limit)}`;
  ctx.save();
  ctx.font = `10px ${palette.fontFamily}`;
  const { width } = ctx.measureText(text);
  ctx.fillStyle = palette.background;
  const left = limitAt === 'left' ? chartArea.left : chartArea.right - width - 6;
  ctx.fillRect(left, y - 7, width + 6, 14);
  ctx.fillStyle = palette.text;
  ctx.textBaseline = 'middle';
  ctx.fillText(text, left + 3, y);
  ctx.restore();
}

function drawLeftOut({ ctx, chartArea, scales }: Chart, position: number, palette: SweepPalette): void {
  const { x } = scales;
  if (!x) return;
  const [start, end] = [x.getPixelForValue(position - 0.5), x.getPixelForValue(position + 0.5)];
  const [left, right] = [Math.max(start, chartArea.left), Math.min(end, chartArea.right)];
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, chartArea.top, right - left, chartArea.bottom - chartArea.top);
  ctx.clip();
  ctx.globalAlpha = 0.25;
  ctx.strokeStyle = palette.dim;
  for (let at = left - chartArea.height; at < right; at += 7) {
    ctx.beginPath();
    ctx.moveTo(at, chartArea.bottom);
    ctx.lineTo(at + chartArea.height, chartArea.top);
    ctx.stroke();
  }
  ctx.restore();
}

/** A ring around the first series' point at each model's knee. */
function drawKnees(chart: Chart, { plot, palette }: SweepMarks): void {
  const { ctx, scales } = chart;
  for (const { points, target, isSecond } of plot.series) {
    const knee = isSecond ? undefined : points.find(({ isKnee }) => isKnee);
    if (!knee || !scales.x || !scales.y) continue;
    const [x, y] = [scales.x.getPixelForValue(knee.x), scales.y.getPixelForValue(knee.y)];
    ctx.save();
    ctx.strokeStyle = palette.targets[target % palette.targets.length] ?? palette.text;
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    ctx.arc(x, y, 7, 0, 2 * Math.PI);
    ctx.stroke();
    ctx.restore();
  }
}
