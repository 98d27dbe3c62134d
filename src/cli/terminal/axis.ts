import type { Milliseconds } from '../../base/units';

const ROUND_STEPS = [1, 2, 5];
/** Steps of clock time, in seconds, where decimal ones would read badly. */
const CLOCK_STEPS = [15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400];

/**
 * A line of tick labels: each stands with its first character in the column of its moment.
 * @param length of time across all columns, in ms
 * @param columns at least 20
 * @param labelWidth columns to be kept between the starts of two labels
 */
export function drawAxis(length: Milliseconds, columns: number, labelWidth = 7): string {
  if (length <= 0) return '0 s'.padEnd(columns);
  const step = chooseStep((length * labelWidth) / columns);
  let line = '';
  for (let tick = 0; ; tick += 1) {
    const column = Math.round((tick * step * columns) / length);
    const label = formatTick(tick * step, step);
    if (column + label.length > columns) return line.padEnd(columns);
    line = line.padEnd(column) + label;
  }
}

/** The smallest round step that is at least as long. */
function chooseStep(least: Milliseconds): Milliseconds {
  if (least > 10_000) return 1000 * (CLOCK_STEPS.find((step) => step * 1000 >= least) ?? 86_400);
  const magnitude = 10 ** Math.floor(Math.log10(least));
  return magnitude * (ROUND_STEPS.find((step) => step * magnitude >= least * (1 - 1e-9)) ?? 10);
}

/** All labels of an axis share a unit, by its step. */
function formatTick(at: Milliseconds, step: Milliseconds): string {
  if (step >= 60_000) return `${Number((at / 60_000).toFixed(1))} min`;
  if (step >= 100) return `${Number((at / 1000).toFixed(1))} s`;
  return `${Number(at.toFixed(2))} ms`;
}
