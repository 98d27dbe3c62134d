import { formatDuration } from '../../base/format';
import { formatInterval } from '../../base/formatEstimate';
import type {
  EstimatedPercentile,
  FigureSummary,
  VerdictKind,
} from '../../completion/results/completionSummary';
import { outcomeTexts } from '../checks/check';

/** A verdict as a sign. */
export const verdictSigns: Readonly<Record<VerdictKind, string>> = {
  met: outcomeTexts.passed.sign,
  missed: outcomeTexts.failed.sign,
  unsure: outcomeTexts.unsure.sign,
  none: '–',
};

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
  const { value, low, high } = estimate;
  const isBounded = low !== undefined || high !== undefined;
  return `${formatDuration(value)}${isBounded ? ` (${formatInterval({ low, high })})` : ''}`;
}
