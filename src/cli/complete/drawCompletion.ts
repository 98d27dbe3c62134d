import { formatCount, formatDuration, formatMoment, formatNumberOf } from '../../base/format';
import type { CaseSummary, CompletionSummary } from '../../completion/results/completionSummary';
import type { CompletionRun } from '../../model/completion';
import { countOutcomes } from '../checks/check';
import { drawCheckTable, drawTrouble } from '../checks/drawChecks';
import { plain, type Screen, wrap } from '../terminal/screen';
import { buildCaseChecks } from './completionChecks';
import { drawSweep } from './drawSweep';

/** Between facts that share a line. */
const SEPARATOR = ' · ';

export interface CompletionDrawing {
  readonly run: CompletionRun;
  readonly summary: CompletionSummary;
  readonly screen: Screen;
  /** Lines to be shown below a case that did not pass, such as what came instead of what was expected. */
  readonly moreOn?: (summary: CaseSummary) => readonly string[];
}

/**
 * Draws a suite that was run: a line a case, levels of concurrency as a table, what superseded requests cost, and then
 * what is not as it should be, with what to do.
 * @returns lines without line feed
 */
export function drawCompletion({ run, summary, screen, moreOn }: CompletionDrawing): string[] {
  const cases = buildCaseChecks(run, summary);
  const checks = cases.map(({ check }) => check);
  const facts = [
    ...(checks.length > 0 ? [countOutcomes(checks)] : []),
    describeRequests(run),
    describeTargets(run),
  ];
  return [
    `${screen.paint('bold', plain(run.suite.name))}  ${screen.paint('dim', formatMoment(run.startedAtEpoch))}`,
    ...wrap(facts.join(SEPARATOR), screen.width, SEPARATOR),
    ...(checks.length > 0 ? ['', ...drawCheckTable(checks, screen)] : []),
    ...drawSweep(summary, screen),
    ...drawWaste(summary, screen),
    ...cases.flatMap((one) => drawTrouble(one.check, screen, moreOn?.(one.summary))),
  ];
}

/** Requests that were made; how many are missing where the suite was stopped. */
function describeRequests({ samples, planned }: CompletionRun): string {
  const made = samples.filter(({ end, warmUp }) => end !== 'aborted' && !warmUp);
  const last = Math.max(0, ...made.map(({ moments }) => moments.ended));
  const first = Math.min(last, ...made.map(({ moments }) => moments.keystroke));
  const isStopped = samples.some(({ end }) => end === 'aborted');
  const count = isStopped
    ? `stopped after ${formatCount(made.length)} of ${formatNumberOf(planned, 'request')}`
    : formatNumberOf(made.length, 'request');
  return `${count} in ${formatDuration(last - first)}`;
}

function describeTargets({ targets }: CompletionRun): string {
  return targets.map(({ label, baseUrl }) => plain(`${label} at ${hostOf(baseUrl)}`)).join(', ');
}

function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}

function drawWaste({ cases }: CompletionSummary, screen: Screen): string[] {
  const sum = (figure: 'requests' | 'tokens' | 'time') =>
    cases.reduce((total, { wasted }) => total + wasted[figure], 0);
  const requests = sum('requests');
  if (requests === 0) return [];
  const facts = [
    formatNumberOf(sum('tokens'), 'token'),
    `${formatDuration(sum('time'))} of answers under way`,
  ];
  const text = `superseded by the next keystroke: ${formatNumberOf(requests, 'request')}, with ${facts.join(' and ')} for nothing`;
  return ['', screen.paint('yellow', text)];
}
