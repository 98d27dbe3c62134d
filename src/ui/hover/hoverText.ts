import type { CallGroup } from '../../analysis/callGroup';
import type { CallSiteSummary } from '../../analysis/callSiteSummary';
import { certaintyWord, explainDoubt } from '../../analysis/certainty';
import { describeConsumption } from '../../analysis/consumption';
import type { Finding } from '../../analysis/findings/finding';
import { describeLowHeadroom, describeRateLimits } from '../../analysis/rateLimits';
import { formatCount, formatDuration, formatMoment, formatNumberOf, formatPercent } from '../../base/format';
import { metricDefinitions } from '../../metrics/definitions';
import type { Confidence } from '../../model/attribution';
import { type Call, lastAttempt } from '../../model/call';
import type { Run } from '../../model/run';
import { commandIds } from '../contributions';
import { formatChains } from './hoverChains';
import { formatConditions, formatLeftOut } from './hoverConditions';
import { type FigureText, formatFigures } from './hoverFigures';
import { formatFindings } from './hoverFindings';
import { formatPhases } from './hoverPhases';
import { buildCommandLink, escapeMarkdown } from './markdown';
import { formatHost } from './serverText';

/** More findings would push the figures out of sight; the timeline has them all. */
const MOST_FINDINGS = 2;
/** A line break inside a paragraph. */
const NEW_LINE = '  \n';

export interface HoverOptions {
  /** The line's text is another than the one that ran. */
  readonly changed: boolean;
  /** What would make the line faster, what helps most first. */
  readonly findings: readonly Finding[];
}

/**
 * What a person sees on hovering over a call site, as Markdown. Who hovers asks why the call is slow and what to do
 * about it: first comes where its time goes, then what would make it faster, then what the program did to it, then how
 * it spreads, then what may be changed, and at last where it came from. Lines are joined to few paragraphs, so that it
 * can be seen without scrolling.
 */
export function formatHover(run: Run, summary: CallSiteSummary, options: HoverOptions): string {
  const { changed } = options;
  const findings = options.findings.slice(0, MOST_FINDINGS);
  const [first, ...others] = summary.groups.map((group) => formatGroup(group, summary.groups.length > 1));
  const top = [
    formatHeading(run, summary),
    ...formatDoubts(summary, changed),
    ...(first?.lines ?? []),
    ...formatFindings(run, findings),
    ...formatRateLimits(summary, findings),
    ...formatConsumption(run, summary),
  ];
  const bottom = [...formatLeftOut(summary), ...formatCircumstances(run, summary)];
  return [
    top.join(NEW_LINE),
    ...(first?.table ?? []),
    ...others.flatMap(({ lines, table }) => [lines.join(NEW_LINE), ...table]),
    bottom.join(NEW_LINE),
  ].join('\n\n');
}

/** What the calls were like and how they came about. */
function formatCircumstances(run: Run, summary: CallSiteSummary): string[] {
  const { conditions, calls } = summary;
  return [formatConditions(conditions), ...formatChains(run, summary), formatOrigin(run, calls)];
}

function formatHeading(run: Run, { site, calls, total, share, retries }: CallSiteSummary): string {
  const name = escapeMarkdown(site?.functionName ?? 'LLM calls');
  const target = { runId: run.id, callIds: calls.map((call) => call.id) };
  const facts = [
    formatNumberOf(calls.length, 'call'),
    ...(retries > 0 ? [formatRetries(calls, retries)] : []),
    `${formatDuration(total)}${calls.length > 1 ? ' total' : ''}`,
    `${formatPercent(share)} of run`,
  ];
  const link = buildCommandLink('Open timeline', commandIds.openTimeline, target);
  return `**${name}** &ensp;${facts.join(' · ')} &ensp;$(graph) ${link}`;
}

/** With what the server, or the network, answered before: `2 retries (429, connection_reset)`. */
function formatRetries(calls: readonly Call[], retries: number): string {
  const given = calls.flatMap(({ attempts }) => attempts.slice(0, -1));
  const answers = given.map(({ response, failure }) => response?.status ?? failure?.type);
  const distinct = [...new Set(answers.filter((answer) => answer !== undefined).map(String))];
  const why = distinct.length > 0 ? ` (${distinct.map(escapeMarkdown).join(', ')})` : '';
  return `${formatCount(retries)} ${retries === 1 ? 'retry' : 'retries'}${why}`;
}

/** What rate limits cost these calls, where no finding says so already, or soon may. */
function formatRateLimits({ calls }: CallSiteSummary, findings: readonly Finding[]): string[] {
  const isTold = findings.some(({ detector }) => detector === 'rateLimits');
  const sentences = isTold ? describeLowHeadroom(calls) : describeRateLimits(calls);
  return sentences.map((sentence) => `$(dashboard) ${escapeMarkdown(sentence)}`);
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

/** Phases and figures of calls that compare with each other. */
function formatGroup(group: CallGroup, named: boolean): FigureText {
  const streamed = group.streamed ? 'streamed' : 'not streamed';
  const name = `**${escapeMarkdown(group.model ?? 'unknown model')}**, ${streamed}`;
  const { lines, table } = formatFigures(group);
  return { lines: [...(named ? [name] : []), ...formatPhases(group.calls), ...lines], table };
}

function formatOrigin({ origin, startedAtEpoch }: Run, calls: readonly Call[]): string {
  const run = `Run “${escapeMarkdown(origin.title)}”, ${formatMoment(startedAtEpoch)}`;
  const hosts = new Set(calls.map((call) => escapeMarkdown(formatHost(lastAttempt(call)))));
  return [run, ...hosts].join(' · ');
}
