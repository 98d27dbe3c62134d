import { formatDuration } from '../../base/format';
import type { EstimatedPercentile, FigureSummary } from '../../completion/results/completionSummary';

/** `p95`, `p99.9`. */
export function percentileName(p: number): string {
  return `p${Number((100 * p).toFixed(3))}`;
}

/** The median, such as `182 ms`; empty when there is none. */
export function formatMedian(figure: FigureSummary | undefined): string {
  const median = figure?.percentiles.find(({ p }) => p === 0.5);
  return median ? formatDuration(median.value) : '';
}

/** The longest of them, such as `max 480 ms`; empty when there is none. */
export function formatSlowest(figure: FigureSummary | undefined): string {
  return figure ? `max ${formatDuration(figure.max)}` : '';
}

/** `455 ms (421–488 ms)`, `455 ms (≥ 421 ms)` where there are too few samples for an upper bound. */
export function formatEstimate(estimate: EstimatedPercentile | undefined): string {
  if (!estimate) return '';
  const bounds = formatBounds(estimate.low, estimate.high);
  return [formatDuration(estimate.value), ...(bounds ? [`(${bounds})`] : [])].join(' ');
}

/** An interval of durations, ms: `421–488 ms`, `0.98–1.20 s`. */
export function formatBounds(low: number | undefined, high: number | undefined): string {
  if (low === undefined) return high === undefined ? '' : `≤ ${formatDuration(high)}`;
  if (high === undefined) return `≥ ${formatDuration(low)}`;
  const [from, to] = [formatDuration(low), formatDuration(high)];
  const unit = to.split(' ').at(-1) ?? '';
  const between = low < 0 ? ' to ' : '–';
  // A unit that both share is said once.
  const isShared = from.endsWith(` ${unit}`) && to.split(' ').length === 2;
  return `${isShared ? from.slice(0, -unit.length - 1) : from}${between}${to}`;
}
