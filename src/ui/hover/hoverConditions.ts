import type { CallSiteSummary } from '../../analysis/callSiteSummary';
import type { Conditions, Range } from '../../analysis/conditions';
import { formatCount } from '../../base/format';
import { type NotCounted, notCountedText } from '../../metrics/counted';
import { escapeMarkdown } from './markdown';

/** What the figures were measured under, in one line. */
export function formatConditions(conditions: Conditions): string {
  const { models, hosts, streamed, concurrency } = conditions;
  const parts = [
    models.length > 0 ? models.map(escapeMarkdown).join(', ') : 'unknown model',
    hosts.map(escapeMarkdown).join(', '),
    { all: 'streamed', some: 'partly streamed', none: 'not streamed' }[streamed],
    ...formatTokens(conditions),
    concurrency.max > 1 ? `up to ${formatCount(concurrency.max)} at a time` : 'one at a time',
  ];
  return `Conditions: ${parts.join(' · ')}`;
}

function formatTokens({ inputTokens, cachedTokens, outputTokens }: Conditions): string[] {
  if (!inputTokens || !outputTokens) return ['token counts not reported'];
  const cached = cachedTokens && cachedTokens.max > 0 ? ` (${formatRange(cachedTokens)} cached)` : '';
  return [`prompt ${formatRange(inputTokens)} tokens${cached}`, `output ${formatRange(outputTokens)} tokens`];
}

function formatRange({ min, max }: Range): string {
  return min === max ? formatCount(min) : `${formatCount(min)} – ${formatCount(max)}`;
}

/** Calls that the figures leave out, by reason; nothing when there are none. */
export function formatLeftOut({ notCounted }: CallSiteSummary): string[] {
  const reasons = Object.entries(notCounted) as [NotCounted, number][];
  if (reasons.length === 0) return [];
  return [
    `Not in these figures: ${reasons.map(([reason, n]) => `${formatCount(n)} ${notCountedText[reason]}`).join(', ')}.`,
  ];
}
