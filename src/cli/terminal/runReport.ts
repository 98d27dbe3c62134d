import { buildCallSiteSummaries } from '../../analysis/callSiteSummary';
import { explainRun } from '../../analysis/explainRun';
import { summariseOtherWork } from '../../analysis/otherWorkSummary';
import { buildRunSummary, type RunSummary } from '../../analysis/runSummary';
import type { Throughput } from '../../analysis/throughput';
import type { Goal } from '../../analysis/whatIf/change';
import {
  formatCount,
  formatDuration,
  formatMoment,
  formatNumberOf,
  formatPercent,
  formatRate,
} from '../../base/format';
import type { Milliseconds } from '../../base/units';
import { type NotCounted, notCountedText } from '../../metrics/counted';
import type { Problem, Run } from '../../model/run';
import { drawExplanation } from './explanation';
import { plain, type Screen, type Tone, wrap } from './screen';
import { drawSiteNotes } from './siteNotes';
import { drawSiteTable } from './siteTable';
import { drawWaterfall } from './waterfall';

/** Of more models than these those with the most tokens speak. */
const MOST_RATES = 2;
/** Between facts that share a line. */
const SEPARATOR = ' · ';

/**
 * Draws a run for a terminal: what it took, a waterfall, a table per call site, where the time went, what would make it
 * faster, what a person should know about it.
 * @param now end of calls in flight, ms on the run's clock
 * @returns lines without line feed
 */
export function drawRunReport(run: Run, now: Milliseconds, screen: Screen, goal: Goal = 'wall'): string[] {
  const summary = buildRunSummary(run, now);
  const sites = buildCallSiteSummaries(run, { now });
  const pictures =
    run.calls.length === 0
      ? []
      : [
          '',
          ...drawWaterfall(run, now, screen),
          '',
          ...drawSiteTable(sites, screen),
          ...drawSiteNotes(sites, run.pauses, screen),
          ...drawExplanation(explainRun(run, { now, goal }), screen),
        ];
  return [...drawHeader(run, summary, now, screen), ...pictures, ...drawProblems(run.problems, screen)];
}

function drawHeader(run: Run, summary: RunSummary, now: Milliseconds, screen: Screen): string[] {
  const title = `${screen.paint('bold', plain(run.origin.title))}  ${screen.paint('dim', formatMoment(run.startedAtEpoch))}`;
  if (summary.calls === 0) return [title, 'No LLM calls were seen.'];
  const facts = [describeTime(summary), describeTokens(summary), describeTrouble(summary)];
  const { kinds } = summariseOtherWork(run, now);
  const [first, ...others] = kinds;
  if (first) facts.push([`other work: ${first}`, ...others]);
  const lines = facts.filter((parts) => parts.length > 0).map((parts) => parts.join(SEPARATOR));
  return [title, ...lines.flatMap((line) => wrap(line, screen.width, SEPARATOR))];
}

function describeTime(summary: RunSummary): string[] {
  const { calls, wall, llmBusy, averageParallelism, maxParallelism, firstAnswer } = summary;
  return [
    `${formatNumberOf(calls, 'LLM call')} in ${formatDuration(wall)}`,
    `LLM busy ${formatDuration(llmBusy)}${wall > 0 ? ` (${formatPercent(llmBusy / wall)})` : ''}`,
    ...(maxParallelism > 1 ? [`${averageParallelism.toFixed(1)} at a time, at most ${maxParallelism}`] : []),
    ...(firstAnswer === undefined ? [] : [`first answer after ${formatDuration(firstAnswer)}`]),
  ];
}

function describeTokens({ tokens, throughput }: RunSummary): string[] {
  const { input, cached, output, callsWithoutReport } = tokens;
  return [
    ...(input > 0 ? [`${formatCount(input)} prompt tokens (${formatPercent(cached / input)} cached)`] : []),
    ...(output > 0 ? [`${formatCount(output)} output tokens`] : []),
    ...throughput.slice(0, MOST_RATES).map(labelThroughput),
    ...(callsWithoutReport > 0 ? [`${formatNumberOf(callsWithoutReport, 'call')} without token counts`] : []),
  ];
}

/** `133 tok/s of gpt-5.4 while busy`: never over calls that can't be compared. */
function labelThroughput({ busy, model = 'unknown model', streamed }: Throughput): string {
  return plain(`${formatRate(busy)} of ${model} while busy${streamed ? '' : ', not streamed'}`);
}

function describeTrouble({ outcomes, retries, backoff }: RunSummary): string[] {
  const { complete: _, ...others } = outcomes;
  return [
    ...(Object.entries(others) as [NotCounted, number][]).map(
      ([reason, n]) => `${n} ${notCountedText[reason]}`,
    ),
    ...(retries > 0
      ? [`${retries === 1 ? '1 retry' : `${retries} retries`}, ${formatDuration(backoff)} back-off`]
      : []),
  ];
}

const severityTones: Readonly<Record<Problem['severity'], Tone>> = {
  error: 'red',
  warning: 'yellow',
  info: 'cyan',
};

function drawProblems(problems: readonly Problem[], screen: Screen): string[] {
  return problems.flatMap(({ severity, message, action }) => [
    '',
    ...wrap(plain(`${severity}: ${message}`), screen.width).map((line) =>
      screen.paint(severityTones[severity], line),
    ),
    ...(action ? wrap(plain(action), screen.width - 2).map((line) => `  ${line}`) : []),
  ]);
}
