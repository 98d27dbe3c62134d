import type { CallSiteSummary } from '../../analysis/callSiteSummary';
import { certaintyWord } from '../../analysis/certainty';
import type { RunSummary } from '../../analysis/runSummary';
import {
  formatDuration,
  formatMoment,
  formatNumberOf,
  formatPercent,
  formatPlace,
  formatValue,
} from '../../base/format';
import { computeMetrics } from '../../metrics/callMetrics';
import { modelOf } from '../../metrics/callTimes';
import { notCountedText } from '../../metrics/counted';
import { metricDefinitions } from '../../metrics/definitions';
import { type Call, lastAttempt } from '../../model/call';
import type { Outcome } from '../../model/outcome';
import type { Run } from '../../model/run';

/** What a row of the runs tree shows. `icon` is a codicon, `color` a theme colour. */
export interface RowText {
  readonly label: string;
  readonly description: string;
  readonly icon: string;
  readonly color?: string;
}

/** @param today any moment of the present day: runs of it show their time alone */
export function describeRun(run: Run, summary: RunSummary, today: Date): RowText {
  const inFlight = summary.outcomes.inFlight ?? 0;
  const parts = [
    formatNumberOf(summary.calls, 'call'),
    ...(inFlight > 0 ? [`${inFlight} in flight`] : []),
    ...(summary.calls > 0 ? [formatDuration(summary.wall)] : []),
    shortMoment(run.startedAtEpoch, today),
  ];
  return { label: run.origin.title, description: parts.join(' · '), icon: iconOfRun(run, summary) };
}

function iconOfRun(run: Run, summary: RunSummary): string {
  if (run.status === 'running') return 'loading~spin';
  if (run.problems.some(({ severity }) => severity !== 'info')) return 'warning';
  return summary.calls === 0 ? 'circle-outline' : 'pulse';
}

/** The time of day, with the day unless it is today's. */
export function shortMoment(moment: number, today: Date): string {
  const [day = '', time = ''] = formatMoment(moment).split(' ');
  const clock = time.slice(0, 5);
  return formatMoment(today.getTime()).startsWith(day) ? clock : `${day} ${clock}`;
}

export function describeSite(summary: CallSiteSummary): RowText {
  const { site, calls, total, share } = summary;
  const place = site && formatPlace(site);
  const parts = [
    formatDuration(total),
    formatPercent(share),
    formatNumberOf(calls.length, 'call'),
    ...(site?.functionName && place ? [place] : []),
  ];
  const certainty = site && certaintyWord(summary.confidence);
  return {
    label: (certainty ? `${certainty} ` : '') + (site?.functionName ?? place ?? 'No line found'),
    description: parts.join(' · '),
    ...iconOfSite(summary),
  };
}

function iconOfSite({ site, confidence, excesses, hot }: CallSiteSummary): Pick<RowText, 'icon' | 'color'> {
  if (!site || confidence !== 'high') return { icon: 'question' };
  if (excesses.length > 0) return { icon: 'warning', color: 'list.warningForeground' };
  return { icon: hot ? 'flame' : 'code' };
}

const outcomeIcons: Readonly<Record<Outcome, Pick<RowText, 'icon' | 'color'>>> = {
  inFlight: { icon: 'loading~spin' },
  complete: { icon: 'check' },
  error: { icon: 'error', color: 'list.errorForeground' },
  cancelled: { icon: 'circle-slash' },
  truncated: { icon: 'debug-disconnect', color: 'list.warningForeground' },
  cut: { icon: 'debug-disconnect', color: 'list.warningForeground' },
  empty: { icon: 'circle-outline', color: 'list.warningForeground' },
  undecoded: { icon: 'file-binary' },
};

/** Figures in a call's row; those that could not be measured are left out. */
const rowMetrics = ['felt', 'ttft', 'tokensPerSecond'] as const;

/** @param ordinal position in the run, from 1 */
export function describeCall(call: Call, ordinal: number, paused: boolean): RowText {
  const metrics = computeMetrics(call, rowMetrics);
  const outcome = call.outcome === 'complete' ? undefined : notCountedText[call.outcome];
  const figures = rowMetrics.flatMap((name) => {
    const { value } = metrics[name];
    const { label, unit } = metricDefinitions[name];
    if (value === undefined) return [];
    return [name === 'ttft' ? `${label} ${formatValue(value, unit)}` : formatValue(value, unit)];
  });
  const retries = call.attempts.length - 1;
  const parts = [
    ...(outcome ? [outcome] : []),
    ...(paused ? ['paused'] : []),
    ...figures,
    ...(retries > 0 ? [`${call.attempts.length} attempts`] : []),
  ];
  return {
    label: `#${ordinal} ${modelOf(lastAttempt(call)) ?? 'unknown model'}`,
    description: parts.join(' · '),
    ...(paused && call.outcome === 'complete' ? { icon: 'debug-pause' } : outcomeIcons[call.outcome]),
  };
}
