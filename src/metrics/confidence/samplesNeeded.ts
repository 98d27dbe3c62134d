import { firstPast } from '../../base/partitionPoint';
import { chanceOfAtLeast } from './binomial';
import { type ShareQuestion, testShare } from './shareTest';

/** Nobody makes more requests than this to learn whether a budget is kept. */
const MOST_SAMPLES = 100_000;

/**
 * The fewest requests with which a share can be found to be reached, which takes that every one of them is good:
 * share^n <= 1 - confidence. 59 for 95 % with a confidence of 95 %.
 */
export function fewestToReach(question: ShareQuestion): number {
  return firstOf((n) => testShare(n, n, question) === 'reached') ?? MOST_SAMPLES;
}

/** The fewest requests with which a percentile has an upper bound: share^n <= (1 - confidence) / 2. */
export function fewestToBound({ share, confidence }: ShareQuestion): number {
  return fewestToReach({ share, confidence: (1 + confidence) / 2 });
}

/**
 * About how many more requests would decide the question if the good ones keep the share that they have; undefined when
 * that share is so close to the one asked for that no sensible number would.
 */
export function samplesMissing(good: number, n: number, question: ShareQuestion): number | undefined {
  if (n === 0) return fewestToReach(question);
  const share = good / n;
  // Rounded to the side that decides less.
  const goodOf = (count: number) =>
    share > question.share ? Math.floor(share * count + 1e-9) : Math.ceil(share * count - 1e-9);
  const total = firstOf((count) => testShare(goodOf(count), count, question) !== 'unsure');
  return total === undefined ? undefined : Math.max(1, total - n);
}

/**
 * How many requests it takes to find, with chance `power`, that a share is reached when in truth `trueShare` of them are
 * good; undefined when that is no more than what is asked for, or too close to it.
 */
export function samplesToReach(
  trueShare: number,
  question: ShareQuestion,
  power: number,
): number | undefined {
  if (trueShare <= question.share) return undefined;
  return firstOf((n) => chanceToReach(n, trueShare, question) >= power);
}

function chanceToReach(n: number, trueShare: number, question: ShareQuestion): number {
  const fewestGood = firstPast(0, n + 1, (good) => testShare(good, n, question) === 'reached');
  if (fewestGood > n) return 0;
  return trueShare >= 1 ? 1 : chanceOfAtLeast(fewestGood, n, trueShare);
}

/**
 * About the smallest number of samples for which something holds. Whole numbers of good ones make that waver by a few
 * from one number to the next, so halving finds one of the first, not always the very first.
 */
function firstOf(holds: (n: number) => boolean): number | undefined {
  const found = firstPast(1, MOST_SAMPLES + 1, holds);
  return found <= MOST_SAMPLES ? found : undefined;
}
