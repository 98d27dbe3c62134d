import type { CallGroup } from '../../analysis/callGroup';
import type { CallSiteSummary } from '../../analysis/callSiteSummary';
import { certaintyWord } from '../../analysis/certainty';
import { formatCount, formatDuration, formatNumberOf, formatPercent, formatRate } from '../../base/format';
import { type NotCounted, notCountedText } from '../../metrics/counted';
import type { Distribution } from '../../metrics/percentile';
import { describeConditions } from '../hover/hoverConditions';

/** The editor drops plain spaces behind an icon. */
const ICON_GAP = '\u00a0';

export interface LensTitleOptions {
  /** The line's text is another than the one that ran. */
  readonly changed: boolean;
  /** Other call sites stand on the same line, so the column is named. */
  readonly shared: boolean;
  /** Share of the run's critical path that leads through these calls, 0 to 1. */
  readonly pathShare: number;
}

/**
 * The text above a call site, with codicons: `5 calls · TTFT p50 420 ms · p95 900 ms (n = 5) · 78.1 tok/s · 12.3 s
 * total · 31 % of critical path`. A site that is no fact says so first.
 */
export function formatLensTitle(summary: CallSiteSummary, options: LensTitleOptions): string {
  const parts = [
    ...(options.shared && summary.site ? [`col ${summary.site.column}`] : []),
    formatCalls(summary),
    ...formatLead(summary),
    `${formatDuration(summary.total)}${summary.calls.length > 1 ? ' total' : ''}`,
    formatPathShare(options.pathShare),
  ];
  const certainty = certaintyWord(summary.confidence);
  const age = options.changed ? ' (line changed since)' : '';
  return `$(${iconOf(summary, options)})${ICON_GAP}${certainty ? `${certainty} here: ` : ''}${parts.join(' · ')}${age}`;
}

/** What the lens's figures were measured under, and what a click does. */
export function formatLensTooltip({ conditions }: CallSiteSummary): string {
  return `Measured with ${describeConditions(conditions)}.\nClick for the timeline at these calls.`;
}

/** What the end of the run waited for: a line that only ran beside others could be as slow as it likes. */
function formatPathShare(share: number): string {
  return share === 0 ? 'off critical path' : `${formatPercent(share)} of critical path`;
}

function iconOf({ confidence, excesses }: CallSiteSummary, { changed }: LensTitleOptions): string {
  if (changed) return 'history';
  if (confidence !== 'high') return 'question';
  return excesses.length > 0 ? 'warning' : 'pulse';
}

/** `5 calls`, `5 calls, 1 failed, 1 in flight`, `2 calls failed`. */
function formatCalls({ calls, notCounted, uncertainCalls }: CallSiteSummary): string {
  const count = formatNumberOf(calls.length, 'call');
  const left = Object.entries(notCounted) as [NotCounted, number][];
  const [only] = left;
  if (only?.[1] === calls.length) return `${count} ${notCountedText[only[0]]}`;
  const mixed = uncertainCalls > 0 ? [`${formatCount(uncertainCalls)} only possibly here`] : [];
  return [count, ...left.map(([reason, n]) => `${formatCount(n)} ${notCountedText[reason]}`), ...mixed].join(
    ', ',
  );
}

/** The figures of the comparable calls a lens speaks of; named when there are others. */
function formatLead({ lead, groups }: CallSiteSummary): string[] {
  if (!lead) return [];
  const figures = formatFigures(lead);
  if (groups.length === 1 || figures.length === 0) return figures;
  const name = `${formatCount(lead.calls.length)} × ${lead.model ?? 'unknown model'}`;
  return [`${name}: ${figures[0]}`, ...figures.slice(1)];
}

/** Time to first token of streams; of answers that come whole the time of a call. */
function formatFigures({ distributions, streamed, tokensPerSecond }: CallGroup): string[] {
  const waits = streamed ? formatDistribution('TTFT', distributions.ttft) : formatWhole(distributions.felt);
  return [...waits, ...(tokensPerSecond === undefined ? [] : [formatRate(tokensPerSecond)])];
}

/** A single call that came whole took what stands as its total anyway. */
function formatWhole(distribution: Distribution | undefined): string[] {
  return (distribution?.n ?? 0) > 1
    ? ['not streamed', ...formatDistribution('call', distribution)]
    : ['not streamed'];
}

/** A p95 of few values carries their number. */
function formatDistribution(label: string, distribution: Distribution | undefined): string[] {
  if (!distribution) return [];
  const { n, p50, p95, earlyP95 } = distribution;
  const median = `${label} ${n > 1 ? 'p50 ' : ''}${formatDuration(p50)}`;
  if (p95 !== undefined) return [median, `p95 ${formatDuration(p95)}`];
  return earlyP95 === undefined ? [median] : [median, `p95 ${formatDuration(earlyP95)} (n = ${n})`];
}
