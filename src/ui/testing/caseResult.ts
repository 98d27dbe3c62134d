import { formatDuration, formatNumberOf } from '../../base/format';
import { percentileName } from '../../base/formatEstimate';
import { groupBy } from '../../base/groupBy';
import type { CaseSummary, LimitVerdict, Verdict } from '../../completion/results/completionSummary';
import { groupFailures } from '../../completion/results/groupFailures';
import { describeLevelsBriefly, judgeLevels } from '../../completion/results/judgeLevels';
import { limitNames, shareText } from '../../completion/results/verdictText';
import type { Judgement } from '../../completion/suite/judgeAnswer';
import { adviseOnBudget } from './budgetAdvice';

/** Different texts of one case that are shown at most: a model that never answers alike would fill the screen. */
const SHOWN_TEXTS = 3;

/** `unsure` is neither passed nor failed: there were not enough requests to say. */
export type ResultState = 'passed' | 'failed' | 'errored' | 'unsure' | 'notRun';

export interface ResultMessage {
  readonly text: string;
  /** Text that was to come, where there is one. */
  readonly expected?: string;
  /** Text that came, where the message is about one. */
  readonly actual?: string;
}

/** What the Test Explorer says of a case with a target. */
export interface CaseResult {
  readonly state: ResultState;
  /** Behind the name of the case, in a few words. */
  readonly description: string;
  readonly messages: readonly ResultMessage[];
}

/** The texts that came, by id of their sample, and what is to be said of them. */
export type Answers = ReadonlyMap<string, Answer>;

export interface Answer {
  readonly text: string;
  readonly judgement?: Judgement;
}

/**
 * In a sweep a case is what it is at the first level, which is what one person sees, with a word on the others.
 * @param levels of the case with one target, in the order in which they were run; none when none of its requests was made
 */
export function describeCase(levels: readonly CaseSummary[], answers: Answers): CaseResult {
  const [summary] = levels;
  if (!summary || countOf(summary) === 0) {
    return { state: 'notRun', description: 'not run', messages: [] };
  }
  const { verdict } = summary;
  const messages = [
    ...describeFailures(summary),
    ...describeTexts(summary, answers),
    ...(verdict.kind === 'missed' && summary.failed === 0 ? [describeMissedBudget(summary)] : []),
  ];
  const kept = levels.length > 1 ? describeLevelsBriefly(judgeLevels(levels)) : '';
  const description = [describeBriefly(summary), ...(kept ? [kept] : [])].join(' · ');
  return { state: stateOf(summary), description, messages };
}

/** A request that failed says nothing of the answers, so that comes first. */
function stateOf({ failed, outcome }: CaseSummary): ResultState {
  return failed > 0 ? 'errored' : outcome;
}

/** Requests that were made to the end: those that were typed over or stopped by the person say nothing. */
function countOf({ samples }: CaseSummary): number {
  return samples.filter(({ role }) => role === 'counted' || role === 'unmeasured').length;
}

function describeBriefly(summary: CaseSummary): string {
  const { failed, missedExpectations, verdict, figures } = summary;
  const n = countOf(summary);
  if (failed > 0) return `${failed} of ${n} failed`;
  if (missedExpectations > 0) return `${missedExpectations} of ${n} not as expected`;
  const total = figures.total?.percentiles[0];
  const median = total ? [`total p50 ${formatDuration(total.value)}`] : [];
  if (verdict.kind === 'unsure') return [describeUnsure(verdict), ...median].join(' · ');
  const limits = verdict.limits.map(describeLimitBriefly);
  return [...(limits.length > 0 ? limits : median), formatNumberOf(n, 'request')].join(' · ');
}

/** `not enough samples (12 of about 60)` */
function describeUnsure({ n, samplesMissing }: Verdict): string {
  const needed = samplesMissing === undefined ? 'more are needed' : `of about ${n + samplesMissing}`;
  return `not enough samples (${n}${samplesMissing === undefined ? '; ' : ' '}${needed})`;
}

function describeLimitBriefly({ figure, limit, within, estimate }: LimitVerdict): string {
  const name = limitNames[figure];
  if (!estimate) return `${name} ≤ ${formatDuration(limit)} kept by ${within}`;
  return `${name} ${percentileName(estimate.p)} ${formatDuration(estimate.value)} of ${formatDuration(limit)}`;
}

/** One message for each thing that went wrong, however many requests it hit. */
function describeFailures(summary: CaseSummary): ResultMessage[] {
  const n = countOf(summary);
  return groupFailures(summary.samples).map(({ failure: { message, action }, requests }) => {
    const count = n === 1 ? '' : `${requests} of ${n} requests failed. `;
    return { text: `${count}${message} ${action}` };
  });
}

/** One message for each text that is not as expected. */
function describeTexts(summary: CaseSummary, answers: Answers): ResultMessage[] {
  const n = countOf(summary);
  const wrong = summary.samples.filter(({ sample }) => sample.met === false);
  const alike = groupBy(wrong, ({ sample }) => answers.get(sample.id)?.text ?? '');
  const shown = [...alike].slice(0, SHOWN_TEXTS).map(([text, group]): ResultMessage => {
    const judgement = answers.get(group[0]?.sample.id ?? '')?.judgement;
    const [because, expected] = judgement?.met === false ? [judgement.because, judgement.expected] : [''];
    const count = n === 1 ? '' : `${group.length} of ${n} answers: `;
    return { text: `${count}${because}`, ...(expected !== undefined && { expected }), actual: text };
  });
  const left = alike.size - shown.length;
  return left > 0
    ? [...shown, { text: `${formatNumberOf(left, 'other text')} came that are not as expected.` }]
    : shown;
}

function describeMissedBudget(summary: CaseSummary): ResultMessage {
  const { verdict, budget } = summary;
  const limits = verdict.limits.filter(({ kind }) => kind === 'missed').map(describeLimit);
  const certain = `${shareText(budget.confidence)} certain`;
  return {
    text: [verdict.because, ...limits.map((limit) => `${limit} (${certain}).`), adviseOnBudget(summary)].join(
      '\n\n',
    ),
  };
}

/** `p95 of TTFT: 612 ms, between 580 ms and 655 ms; the limit is 500 ms` */
function describeLimit({ figure, limit, within, estimate }: LimitVerdict): string {
  const name = limitNames[figure];
  if (!estimate) return `${name}: ${within} requests within the limit of ${formatDuration(limit)}`;
  const { p, value } = estimate;
  return `${percentileName(p)} of ${name}: ${formatDuration(value)}, ${describeInterval(estimate)}; the limit is ${formatDuration(limit)}`;
}

export function describeInterval({ low, high }: { readonly low?: number; readonly high?: number }): string {
  if (low !== undefined && high !== undefined)
    return `between ${formatDuration(low)} and ${formatDuration(high)}`;
  if (low !== undefined) return `at least ${formatDuration(low)}`;
  if (high !== undefined) return `at most ${formatDuration(high)}`;
  return 'too few samples to bound it';
}
