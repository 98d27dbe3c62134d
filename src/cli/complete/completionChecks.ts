import { formatCount, formatDuration } from '../../base/format';
import { percentileName } from '../../base/formatEstimate';
import type { CaseSummary, CompletionSummary } from '../../completion/results/completionSummary';
import { groupFailures } from '../../completion/results/groupFailures';
import { casesAtFirstLevel } from '../../completion/results/judgeSweeps';
import { limitNames } from '../../completion/results/verdictText';
import type { CompletionRun } from '../../model/completion';
import type { Check, CheckOutcome } from '../checks/check';
import { formatEstimate, formatMedian, formatSlowest, verdictSigns } from './figureText';

/** A case's row with the summary that it tells of. */
export interface CaseCheck {
  readonly check: Check;
  readonly summary: CaseSummary;
}

/**
 * The cases of a suite that was run, as checks. In a sweep they are those of the first level, with a word on the others:
 * what happens under more and more load is to be found out, and is no failure.
 */
export function buildCaseChecks(run: CompletionRun, { cases, isComplete }: CompletionSummary): CaseCheck[] {
  return casesAtFirstLevel(run, cases).map((summary) => {
    const { of, target } = summary;
    const levels = cases.filter((one) => one.of === of && one.target === target);
    return { summary, check: buildCheck(run, summary, isComplete, levels) };
  });
}

function buildCheck(
  run: CompletionRun,
  summary: CaseSummary,
  isComplete: boolean,
  levels: readonly CaseSummary[],
): Check {
  const { of, samples } = summary;
  const [message = '', ...details] = explain(summary);
  return {
    group: run.suite.name,
    name: nameCase(run, summary),
    place: { file: run.suite.file, line: of.line },
    outcome: outcomeOf(summary, isComplete),
    message,
    details,
    figures: { ...figuresOf(summary), ...verdictsAt(run, levels) },
    startedAtEpoch: run.startedAtEpoch,
    time: samples.reduce((sum, { sample: { moments } }) => sum + moments.ended - moments.keystroke, 0),
  };
}

/** The case, and the model where there are several. */
export function nameCase({ targets }: CompletionRun, { of, target }: CaseSummary): string {
  return targets.length > 1 ? `${of.name} · ${target.label}` : of.name;
}

/** Requests that failed and answers that are wrong are told apart; what was broken off has not passed. */
function outcomeOf({ outcome, failed, missedExpectations }: CaseSummary, isComplete: boolean): CheckOutcome {
  if (outcome === 'failed') return failed > 0 && missedExpectations === 0 ? 'error' : 'failed';
  return outcome === 'passed' && !isComplete ? 'unsure' : outcome;
}

/** What is wrong or not known, what weighs most first. */
function explain(summary: CaseSummary): string[] {
  const { missedExpectations, samples, verdict } = summary;
  const texts = `${formatCount(missedExpectations)} of ${formatCount(samples.length)} answers are not what the case expects.`;
  return [
    ...(missedExpectations > 0 ? [texts] : []),
    ...explainFailures(summary),
    ...(verdict.kind === 'none' && samples.length > 0 ? [] : [verdict.because]),
  ];
}

function explainFailures({ samples }: CaseSummary): string[] {
  const n = formatCount(samples.length);
  return groupFailures(samples).flatMap(({ failure: { message, action }, requests }) => [
    `${formatCount(requests)} of ${n} requests failed: ${message}`,
    action,
  ]);
}

/** The verdict at each level of a sweep: `at 1 2 4 8` with `✔ ✔ ? ✖`, and a dash where a level was left out. */
function verdictsAt({ levels }: CompletionRun, own: readonly CaseSummary[]): Record<string, string> {
  if (levels.length < 2 || own.every(({ verdict }) => verdict.kind === 'none')) return {};
  const signs = levels.map(({ concurrency }) => {
    const { kind = 'none' } = own.find((one) => one.concurrency === concurrency)?.verdict ?? {};
    return verdictSigns[kind].padEnd(`${concurrency}`.length);
  });
  return { [`at ${levels.map(({ concurrency }) => concurrency).join(' ')}`]: signs.join(' ') };
}

function figuresOf({ figures, budget, verdict, samples }: CaseSummary): Record<string, string> {
  const limits = verdict.limits.map(({ figure, limit, estimate }) => [
    `${limitNames[figure]} ${percentileName(budget.percentile)} ≤ ${formatDuration(limit)}`,
    // Of few requests the slowest says more than a guess at a percentile.
    formatEstimate(estimate) || formatSlowest(figures[figure]),
  ]);
  return {
    'TTFT p50': formatMedian(figures.ttft),
    'total p50': formatMedian(figures.total),
    ...(budget.keystroke !== undefined && { 'keystroke p50': formatMedian(figures.keystroke) }),
    ...Object.fromEntries(limits),
    ...(verdict.kind === 'none'
      ? { n: formatCount(samples.length) }
      : { kept: `${formatCount(verdict.good)} of ${formatCount(verdict.n)}` }),
  };
}
