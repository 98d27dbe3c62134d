import type { CompletionBudget } from '../../model/completion';
import type { LevelsKept, Verdict } from './completionSummary';
import { shareText } from './verdictText';

/** Whether a budget is kept at one level of concurrency. */
export interface JudgedLevel {
  readonly concurrency: number;
  readonly verdict: Pick<Verdict, 'kind'>;
}

/**
 * Up to which level a budget is kept, and from which on it is missed. Levels are gone through from the lowest up, and from
 * the highest down, to the first one with another verdict. In an order that is fixed before, each level may use all of the
 * error that is allowed: a wrong level is only ever named if the first one on the way of which the verdict would be wrong
 * got it (fixed-sequence test; Maurer, Hothorn and Lehmacher, Multiple comparisons in drug clinical trials and
 * preclinical assays: a-priori ordered hypotheses, 1995).
 */
export function judgeLevels(levels: readonly JudgedLevel[]): LevelsKept {
  const ascending = levels.toSorted((a, b) => a.concurrency - b.concurrency);
  const [upTo, missedFrom] = [lastInARow(ascending, 'met'), lastInARow(ascending.toReversed(), 'missed')];
  return { ...(upTo !== undefined && { upTo }), ...(missedFrom !== undefined && { missedFrom }) };
}

function lastInARow(levels: readonly JudgedLevel[], kind: Verdict['kind']): number | undefined {
  const end = levels.findIndex(({ verdict }) => verdict.kind !== kind);
  return levels[(end < 0 ? levels.length : end) - 1]?.concurrency;
}

/** The same in a sentence or two: `The budget is kept up to concurrency 4 and missed from 16 on, 95 % certain. ...` */
export function explainLevels(levels: readonly JudgedLevel[], { confidence }: CompletionBudget): string {
  const { upTo = 0, missedFrom = Number.POSITIVE_INFINITY } = judgeLevels(levels);
  const concurrencies = levels.map(({ concurrency }) => concurrency).sort((a, b) => a - b);
  const [lowest = 0, highest] = [concurrencies[0], concurrencies.at(-1)];
  const found = [
    ...(upTo === highest ? [`kept at every level that was run, up to concurrency ${upTo}`] : []),
    ...(upTo > 0 && upTo !== highest ? [`kept up to concurrency ${upTo}`] : []),
    ...(missedFrom === lowest ? [`missed at every level, from concurrency ${lowest} on`] : []),
    ...(missedFrom > lowest && missedFrom <= (highest ?? 0)
      ? [`missed from concurrency ${missedFrom} on`]
      : []),
  ];
  const open = concurrencies.filter((level) => level > upTo && level < missedFrom);
  return [
    ...(found.length > 0 ? [`The budget is ${found.join(' and ')}, ${shareText(confidence)} certain.`] : []),
    ...(open.length > 0 ? [`At ${open.join(', ')} there are not enough samples to tell.`] : []),
  ].join(' ');
}

/** The same in a few words, for a row: `kept up to 4 at once`; empty where nothing is certain. */
export function describeLevelsBriefly({ upTo, missedFrom }: LevelsKept): string {
  if (upTo !== undefined) return `kept up to ${upTo} at once`;
  return missedFrom === undefined ? '' : `missed from ${missedFrom} at once on`;
}
