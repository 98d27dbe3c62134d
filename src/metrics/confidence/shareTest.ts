import { chanceOfAtLeast, chanceOfAtMost, isRareEnough } from './binomial';

/** What counts say of a share: `reached` and `notReached` are each wrong at most every 1 / (1 - confidence) times. */
export type ShareVerdict = 'reached' | 'notReached' | 'unsure';

/** A share that is asked for, and how certain an answer must be. */
export interface ShareQuestion {
  /** Above 0 and below 1: 0.95 asks whether at least 95 % of all requests are good. */
  readonly share: number;
  /** Above 0.5 and below 1. */
  readonly confidence: number;
}

/**
 * Whether at least a share of all requests is good, by so many good ones among `n` that were drawn independently. Two
 * exact binomial tests, one to each side (Clopper and Pearson 1934; Conover, Practical Nonparametric Statistics, 3.2,
 * the quantile test). `reached`: had the share been just missed, so many good ones would come up too rarely.
 * `notReached`: had it been just reached, so few would. Only one of the two can be wrong for a given truth, so each may
 * use all of the error that is allowed. It holds for one look at an `n` that was fixed before.
 */
export function testShare(good: number, n: number, { share, confidence }: ShareQuestion): ShareVerdict {
  const isRare = (chance: number) => n > 0 && isRareEnough(chance, 1 - confidence);
  if (isRare(chanceOfAtLeast(good, n, share))) return 'reached';
  if (isRare(chanceOfAtMost(good, n, share))) return 'notReached';
  return 'unsure';
}
