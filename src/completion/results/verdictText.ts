import { formatCount, formatDuration, formatNumberOf } from '../../base/format';
import type { CompletionBudget } from '../../model/completion';
import type { LimitVerdict, Verdict } from './completionSummary';
import type { Judged } from './judgeBudget';

/** Names of the figures that a budget can limit, within a sentence. */
export const limitNames: Readonly<Record<LimitVerdict['figure'], string>> = {
  ttft: 'TTFT',
  total: 'total',
  keystroke: 'keystroke to completion',
};

type Unexplained = Omit<Verdict, 'because'>;

/** A verdict in words, for a person: what was counted, what it says, what it leaves out. */
export function explainVerdict(verdict: Unexplained, judged: Judged): string {
  return [sentenceOf(verdict, judged), ...remarksOn(judged), ...remarkOnOrder(verdict)].join(' ');
}

function sentenceOf(verdict: Unexplained, judged: Judged): string {
  const { budget, isProvisional } = judged;
  if (verdict.kind === 'none') return 'There is no budget to keep.';
  if (verdict.n === 0) return isProvisional ? 'No request counts yet.' : 'There is no request that counts.';
  const start = isProvisional ? 'so far ' : '';
  const counted = `${start}${formatCount(verdict.good)} of ${formatNumberOf(verdict.n, 'request')} kept ${limitsText(verdict, judged)}`;
  return capitalise(`${counted}${conclusionOf(verdict, budget)}`);
}

function limitsText({ limits }: Unexplained, { tally, budget }: Judged): string {
  if (limits.length === 0) return 'the budgets of their cases';
  const own = [...tally.budgets].some((one) => one !== budget) ? ', or what their case asks for' : '';
  const texts = limits.map(({ figure, limit }) => `${limitNames[figure]} ≤ ${formatDuration(limit)}`);
  return `${texts.join(' and ')}${own}`;
}

function conclusionOf(verdict: Unexplained, { percentile, confidence }: CompletionBudget): string {
  const [share, certainty] = [shareText(percentile), `${shareText(confidence)} certain`];
  if (verdict.kind === 'met') return `: it is ${certainty} that at least ${share} of all do.`;
  if (verdict.kind === 'missed')
    return `: it is ${certainty} that fewer than ${share} of all do.${blame(verdict)}`;
  return `: not enough samples to tell whether ${share} of all do.${wayOut(verdict, share)}`;
}

/** Which limits are missed by themselves, where there are several. */
function blame({ limits, n }: Unexplained): string {
  const missed = limits.filter(({ kind }) => kind === 'missed');
  if (limits.length < 2 || missed.length === 0) return '';
  return ` ${capitalise(missed.map(({ figure, within }) => `${limitNames[figure]} was kept by ${formatCount(within)} of ${formatCount(n)}`).join(', '))}.`;
}

function wayOut({ samplesMissing }: Unexplained, share: string): string {
  return samplesMissing === undefined
    ? ` They are so close to ${share} that more would hardly decide it.`
    : ` About ${formatCount(samplesMissing)} more would decide it if it goes on like this.`;
}

/** What a person would not expect of the number of requests. */
function remarksOn({ tally, budget }: Judged): string[] {
  const { failed, lackTtft, unmeasured } = tally;
  const hasLimit = budget.ttft !== undefined || budget.total !== undefined || budget.keystroke !== undefined;
  return [
    ...(failed > 0 && hasLimit ? [`${formatCount(failed)} failed, which keeps no limit.`] : []),
    ...(lackTtft > 0
      ? [`${formatCount(lackTtft)} had no first token to time, which keeps no limit of TTFT.`]
      : []),
    ...(unmeasured > 0 ? [`${formatCount(unmeasured)} could not be measured and do not count.`] : []),
  ];
}

function remarkOnOrder({ effective }: Unexplained): string[] {
  if (effective === undefined) return [];
  return [
    `Slow ones came in a row, so that the requests tell no more than ${formatCount(effective)} that know nothing of each other, and are judged as such.`,
  ];
}

/** A share without a digit too many or too few: `95 %`, `99.9 %`. */
export function shareText(share: number): string {
  return `${Number((100 * share).toFixed(3))} %`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
