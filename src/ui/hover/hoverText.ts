import type { CallGroup, SummarisedMetric } from '../../analysis/callGroup';
import type { CallSiteSummary } from '../../analysis/callSiteSummary';
import { certaintyWord, explainDoubt } from '../../analysis/certainty';
import { describeConsumption } from '../../analysis/consumption';
import { formatCount, formatDuration, formatMoment, formatNumberOf, formatPercent } from '../../base/format';
import type { Milliseconds } from '../../base/units';
import { metricDefinitions } from '../../metrics/definitions';
import type { Distribution } from '../../metrics/percentile';
import type { Confidence } from '../../model/attribution';
import type { Call } from '../../model/call';
import type { Run } from '../../model/run';
import { commandIds } from '../contributions';
import { formatChains } from './hoverChains';
import { formatConditions, formatLeftOut } from './hoverConditions';
import { formatPhases } from './hoverPhases';
import { buildCommandLink, buildTable, escapeMarkdown, withTooltip } from './markdown';

/** A line break inside a paragraph. */
const NEW_LINE = '  \n';

/**
 * What a person sees on hovering over a call site, as Markdown. Lines are joined to few paragraphs, so that it can be
 * seen without scrolling.
 */
export function formatHover(run: Run, summary: CallSiteSummary, changed: boolean): string {
  const [first, ...others] = summary.groups.map((group) => formatGroup(group, summary.groups.length > 1));
  const top = [
    formatHeading(run, summary),
    ...formatDoubts(summary, changed),
    ...formatConsumption(run, summary),
    ...(first?.lines ?? []),
  ];
  const bottom = [...formatLeftOut(summary), ...formatCircumstances(run, summary)];
  return [
    top.join(NEW_LINE),
    ...(first ? [first.table] : []),
    ...others.flatMap(({ lines, table }) => [lines.join(NEW_LINE), table]),
    bottom.join(NEW_LINE),
  ].join('\n\n');
}

/** How the calls came about. A single way shares its line with the run, since the editor shows few lines. */
function formatCircumstances(run: Run, summary: CallSiteSummary): string[] {
  const chains = formatChains(run, summary);
  const conditions = `${formatConditions(summary.conditions)}.`;
  if (chains.length === 1) return [`${chains[0]} &emsp;${formatOrigin(run)}`, conditions];
  return [...chains, `${conditions} ${formatOrigin(run)}`];
}

function formatHeading(run: Run, { site, calls, total, share, retries }: CallSiteSummary): string {
  const name = escapeMarkdown(site?.functionName ?? 'LLM calls');
  const target = { runId: run.id, callIds: calls.map((call) => call.id) };
  const facts = [
    formatNumberOf(calls.length, 'call'),
    ...(retries > 0 ? [`${formatCount(retries)} ${retries === 1 ? 'retry' : 'retries'}`] : []),
    `${formatDuration(total)}${calls.length > 1 ? ' total' : ''}`,
    `${formatPercent(share)} of run`,
  ];
  const link = buildCommandLink('Open timeline', commandIds.openTimeline, target);
  return `**${name}** &ensp;${facts.join(' · ')} &ensp;$(graph) ${link}`;
}

/** How the program took the answers, where it did not keep up. */
function formatConsumption({ pauses }: Run, { calls }: CallSiteSummary): string[] {
  return describeConsumption(calls, pauses).map((sentence) => `$(watch) ${escapeMarkdown(sentence)}`);
}

function formatDoubts(
  { confidence, uncertainCalls, calls, excesses }: CallSiteSummary,
  changed: boolean,
): string[] {
  return [
    ...excesses.map(
      ({ metric, p50, budget }) =>
        `$(warning) Over budget: ${metricDefinitions[metric].label} p50 ${formatDuration(p50)}, limit ${formatDuration(budget)}.`,
    ),
    ...(changed ? ['$(history) This line has changed since it ran.'] : []),
    ...formatCertainty(calls, confidence),
    ...(uncertainCalls > 0
      ? [`$(question) ${formatNumberOf(uncertainCalls, 'call')} of them only possibly came from this line.`]
      : []),
  ];
}

/** What is not certain about the line, and why. */
function formatCertainty(calls: readonly Call[], confidence: Confidence): string[] {
  const word = certaintyWord(confidence);
  const best = calls.find(({ attribution }) => attribution.confidence === confidence);
  const why = best && explainDoubt(best.attribution);
  if (!word || !why) return [];
  return [`$(question) ${calls.length === 1 ? 'The call' : 'The calls'} ${word} came from this line. ${why}`];
}

/** Phases and percentiles of calls that compare with each other. */
function formatGroup(group: CallGroup, named: boolean): { lines: string[]; table: string } {
  const streamed = group.streamed ? 'streamed' : 'not streamed';
  const name = `**${escapeMarkdown(group.model ?? 'unknown model')}**, ${streamed}`;
  return {
    lines: [...(named ? [name] : []), ...formatPhases(group.calls)],
    table: formatPercentiles(group),
  };
}

/** Metrics of a group in the order they are shown; those without values are left out. */
const shownMetrics: readonly SummarisedMetric[] = ['ttft', 'ttfvt', 'tpot', 'felt'];

function formatPercentiles({ distributions }: CallGroup): string {
  const shown = shownMetrics.flatMap((name) => {
    const distribution = distributions[name];
    return distribution && !repeats(name, distributions) ? [{ name, distribution }] : [];
  });
  const withP95 = shown.some(({ distribution }) => highOf(distribution) !== undefined);
  const head = ['', 'p50', ...(withP95 ? ['p95'] : []), 'min – max', 'n'];
  return buildTable(
    head,
    shown.map(({ name, distribution }) => formatRow(name, distribution, withP95)),
  );
}

/** Without reasoning the first visible token is the first token. */
function repeats(name: SummarisedMetric, { ttft, ttfvt }: CallGroup['distributions']): boolean {
  return name === 'ttfvt' && ttft?.mean === ttfvt?.mean && ttft?.n === ttfvt?.n;
}

function highOf({ p95, earlyP95 }: Distribution): Milliseconds | undefined {
  return p95 ?? earlyP95;
}

function formatRow(name: SummarisedMetric, distribution: Distribution, withP95: boolean): string[] {
  const { label, definition, formula } = metricDefinitions[name];
  const { n, min, max, p50 } = distribution;
  const high = highOf(distribution);
  return [
    withTooltip(label, `${definition} (${formula})`),
    formatDuration(p50),
    ...(withP95 ? [high === undefined ? '–' : formatDuration(high)] : []),
    n === 1 ? '–' : `${formatDuration(min)} – ${formatDuration(max)}`,
    formatCount(n),
  ];
}

function formatOrigin(run: Run): string {
  return `Run “${escapeMarkdown(run.origin.title)}”, ${formatMoment(run.startedAtEpoch)}`;
}
