import { summariseOtherWork } from '../../analysis/otherWorkSummary';
import type { RunSummary } from '../../analysis/runSummary';
import { describeThroughput } from '../../analysis/throughput';
import { formatCount, formatDuration, formatNumberOf, formatPercent, formatRate } from '../../base/format';
import type { Milliseconds } from '../../base/units';
import { callInterval } from '../../metrics/callTimes';
import { notCountedText } from '../../metrics/counted';
import type { Call } from '../../model/call';
import type { Run } from '../../model/run';
import type { TimelineHeader, TimelineSummaryFigure } from '../../protocol/timelineMessages';
import { explainEmptyRun } from '../emptyRunText';

/**
 * What stands above the waterfall of a run.
 * @param now ms on the run's clock
 */
export function buildTimelineHeader(run: Run, summary: RunSummary, now: Milliseconds): TimelineHeader {
  return {
    runId: run.id,
    title: run.origin.title,
    live: run.status === 'running',
    now,
    figures: run.calls.length === 0 ? [] : buildSummaryFigures(run, summary, now),
    maxInFlight: summary.maxParallelism,
    pauses: run.pauses,
    problems: run.problems.map(({ severity, message, action }) => ({ severity, message, action })),
    emptyText: explainEmptyRun(run),
  };
}

function buildSummaryFigures(run: Run, summary: RunSummary, now: Milliseconds): TimelineSummaryFigure[] {
  return [
    {
      label: 'Wall',
      value: formatDuration(summary.wall),
      definition: 'From the first request to the end of the last.',
    },
    {
      label: 'LLM busy',
      value: formatPercent(summary.wall === 0 ? 0 : summary.llmBusy / summary.wall),
      definition: `Share of the wall time with at least one call open: ${formatDuration(summary.llmBusy)}. Up to ${summary.maxParallelism} at a time, ${summary.averageParallelism.toFixed(1)} on average.`,
    },
    {
      label: 'Calls',
      value: formatCount(summary.calls),
      definition: describeOutcomes(summary),
    },
    ...tokenFigures(summary),
    ...throughputFigures(summary),
    ...waitFigures(summary),
    ...otherWorkFigures(run, now),
    ...slowestFigures(run, now),
  ];
}

function describeOutcomes({ outcomes, attempts }: RunSummary): string {
  const { complete = 0, ...others } = outcomes;
  const parts = Object.entries(others).map(
    ([outcome, calls]) => `${calls} ${notCountedText[outcome as keyof typeof others]}`,
  );
  return `${[`${complete} complete`, ...parts].join(', ')}; ${formatNumberOf(attempts, 'request')} in all.`;
}

function tokenFigures({ tokens, calls }: RunSummary): TimelineSummaryFigure[] {
  if (tokens.callsWithoutReport === calls) return [];
  const gap =
    tokens.callsWithoutReport > 0
      ? ` ${formatNumberOf(tokens.callsWithoutReport, 'call')} reported none.`
      : '';
  return [
    {
      label: 'Tokens in / out',
      value: `${formatCount(tokens.input)} / ${formatCount(tokens.output)}`,
      definition: `As the servers reported them. ${formatCount(tokens.cached)} prompt tokens came from a cache.${gap}`,
    },
  ];
}

/** Of the model with the most tokens; others are told beside it, never added to it. */
function throughputFigures({ throughput }: RunSummary): TimelineSummaryFigure[] {
  const [first, ...others] = throughput;
  if (!first) return [];
  const beside = others.map((other) => `${formatRate(other.busy)}: ${describeThroughput(other)}`);
  return [
    {
      label: 'Throughput',
      value: formatRate(first.busy),
      definition: [describeThroughput(first), ...beside].join('\n'),
    },
  ];
}

/** Time in which nobody worked on a call. Back-off that rate limits account for is told once. */
function waitFigures({ backoff, retries, rateLimits }: RunSummary): TimelineSummaryFigure[] {
  const limited = {
    label: 'Rate limits',
    value: formatDuration(rateLimits.time),
    definition: `What rate limits cost, none of it the model’s time: ${formatNumberOf(rateLimits.refusals, 'refused request')} and the waits after, ${formatDuration(rateLimits.asked)} of them by retry-after.`,
  };
  const waited = {
    label: 'Back-off',
    value: formatDuration(backoff),
    definition: `Time in which clients waited before they tried again, over ${retries} ${retries === 1 ? 'retry' : 'retries'}.`,
  };
  return [...(rateLimits.calls > 0 ? [limited] : []), ...(retries > rateLimits.refusals ? [waited] : [])];
}

function otherWorkFigures(run: Run, now: Milliseconds): TimelineSummaryFigure[] {
  const { betweenCalls, kinds } = summariseOtherWork(run, now);
  if (betweenCalls === 0) return [];
  return [
    {
      label: 'Other work',
      value: formatDuration(betweenCalls),
      definition: `Part of the wall time with other work and no call open. In the whole run: ${kinds.join(', ')}.`,
    },
  ];
}

function slowestFigures({ calls }: Run, now: Milliseconds): TimelineSummaryFigure[] {
  const lengthOf = (call: Call) => {
    const { start, end } = callInterval(call, now);
    return end - start;
  };
  const slowest = calls.reduce<Call | undefined>(
    (most, call) => (most && lengthOf(most) >= lengthOf(call) ? most : call),
    undefined,
  );
  if (!slowest || calls.length < 2) return [];
  return [
    {
      label: 'Slowest call',
      value: formatDuration(lengthOf(slowest)),
      definition: `Call ${calls.indexOf(slowest) + 1}: the longest, retries and back-off included.`,
      callId: slowest.id,
    },
  ];
}
