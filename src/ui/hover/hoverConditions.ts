import type { CallSiteSummary } from '../../analysis/callSiteSummary';
import type { Conditions, Range } from '../../analysis/conditions';
import { formatCount } from '../../base/format';
import { type NotCounted, notCountedText } from '../../metrics/counted';
import { escapeMarkdown } from './markdown';

/** From this many prompt tokens on servers cache what prompts have in common. */
const LEAST_CACHED = 1024;

/** As `describeConditions`, in Markdown. */
export function formatConditions(conditions: Conditions): string {
  return describeConditions({ ...conditions, models: conditions.models.map(escapeMarkdown) });
}

/** What figures were measured under, in one line: first what a program can change. */
export function describeConditions(conditions: Conditions): string {
  const { models, streamed, concurrency } = conditions;
  const parts = [
    ...formatTokens(conditions),
    concurrency.max > 1 ? `up to ${formatCount(concurrency.max)} at a time` : 'one at a time',
    ...{ all: [], some: ['partly streamed'], none: ['not streamed'] }[streamed],
    models.length > 0 ? models.join(', ') : 'unknown model',
  ];
  return parts.join(' · ');
}

function formatTokens({ inputTokens, cachedTokens, outputTokens }: Conditions): string[] {
  if (!inputTokens || !outputTokens) return ['token counts not reported'];
  const isLong = inputTokens.max >= LEAST_CACHED;
  const cached = cachedTokens && (cachedTokens.max > 0 || isLong);
  const ofCache = cached ? `, ${formatRange(cachedTokens)} cached` : '';
  return [
    `prompt ${formatRange(inputTokens)} tokens${ofCache}`,
    `output ${formatRange(outputTokens)} tokens`,
  ];
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
