import type { CallGroup, SummarisedMetric } from '../../analysis/callGroup';
import type { CallSiteSummary } from '../../analysis/callSiteSummary';
import { formatCount, formatDuration, formatMoment, formatNumberOf, formatPercent } from '../../base/format';
import { metricDefinitions } from '../../metrics/definitions';
import type { Distribution } from '../../metrics/percentile';
import type { Run } from '../../model/run';
import { commandIds } from '../contributions';
import { formatConditions, formatLeftOut } from './hoverConditions';
import { formatPhaseTable } from './hoverPhases';
import { buildCommandLink, buildTable, escapeMarkdown, withTooltip } from './markdown';

/** What a person sees on hovering over a call site, as Markdown. */
export function formatHover(run: Run, summary: CallSiteSummary, changed: boolean): string {
  const groups = summary.groups.flatMap((group) => formatGroup(group, summary.groups.length > 1));
  return [
    formatHeading(summary),
    ...formatDoubts(summary, changed),
    ...groups,
    formatConditions(summary.conditions),
    ...formatLeftOut(summary),
    formatFooter(run, summary),
  ].join('\n\n');
}

function formatHeading({ site, calls, total, share, retries }: CallSiteSummary): string {
  const name = escapeMarkdown(site?.functionName ?? 'LLM calls');
  const facts = [
    formatNumberOf(calls.length, 'call'),
    ...(retries > 0 ? [`${formatCount(retries)} ${retries === 1 ? 'retry' : 'retries'}`] : []),
    `${formatDuration(total)} total`,
    `${formatPercent(share)} of run`,
  ];
  return `$(pulse) **${name}** — ${facts.join(' · ')}`;
}

function formatDoubts({ confidence, uncertainCalls, excesses }: CallSiteSummary, changed: boolean): string[] {
  const doubts = [
    ...excesses.map(
      ({ metric, p50, budget }) =>
        `$(warning) Over budget: ${metricDefinitions[metric].label} p50 ${formatDuration(p50)}, limit ${formatDuration(budget)}.`,
    ),
    ...(changed ? ['$(history) This line has changed since it ran.'] : []),
    ...(confidence === 'low'
      ? ['$(question) The calls possibly come from this line; it could not be told for sure.']
      : []),
    ...(confidence !== 'low' && uncertainCalls > 0
      ? [`$(question) ${formatNumberOf(uncertainCalls, 'call')} of them only possibly come from this line.`]
      : []),
  ];
  return doubts.length === 0 ? [] : [doubts.join('  \n')];
}

/** Phases and percentiles of calls that compare with each other. */
function formatGroup(group: CallGroup, named: boolean): string[] {
  const name = `**${escapeMarkdown(group.model ?? 'unknown model')}**, ${group.streamed ? 'streamed' : 'not streamed'}`;
  return [...(named ? [name] : []), formatPhaseTable(group.calls), formatPercentiles(group)];
}

/** Metrics of a group in the order they are shown; those without values are left out. */
const shownMetrics: readonly SummarisedMetric[] = ['ttft', 'ttfvt', 'tpot', 'felt'];

function formatPercentiles({ distributions }: CallGroup): string {
  const shown = shownMetrics.flatMap((name) => {
    const distribution = distributions[name];
    return distribution ? [formatRow(name, distribution)] : [];
  });
  return buildTable(['', 'p50', 'p95', 'min – max', 'n'], shown);
}

function formatRow(name: SummarisedMetric, distribution: Distribution): string[] {
  const { label, definition, formula } = metricDefinitions[name];
  const { n, min, max, p50, p95, earlyP95 } = distribution;
  const high = p95 ?? earlyP95;
  return [
    withTooltip(label, `${definition} (${formula})`),
    formatDuration(p50),
    high === undefined ? '–' : formatDuration(high),
    n === 1 ? '–' : `${formatDuration(min)} – ${formatDuration(max)}`,
    formatCount(n),
  ];
}

function formatFooter(run: Run, { site, calls }: CallSiteSummary): string {
  const target = { runId: run.id, callIds: calls.map((call) => call.id) };
  const link = buildCommandLink('$(graph) Open timeline', commandIds.openTimeline, target);
  const place = site ? ` · line ${site.line}` : '';
  return `${link} · ${escapeMarkdown(run.origin.title)}, ${formatMoment(run.startedAtEpoch)}${place}`;
}
