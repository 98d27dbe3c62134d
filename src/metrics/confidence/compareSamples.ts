import { percentile } from '../percentile';

/**
 * `same`: no difference was seen, and one that matters would have been. `unsure`: there are too few samples, or they
 * scatter too much, to say any of the three.
 */
export type ComparisonKind = 'slower' | 'faster' | 'same' | 'unsure';

/** How times were before and after, in their unit. */
export interface Comparison {
  readonly kind: ComparisonKind;
  readonly medianBefore: number;
  readonly medianAfter: number;
  /** By how much one after is typically longer than one before: the median of all differences between two of them. */
  readonly shift: number;
  /** What the shift can really be; absent where there are too few samples for bounds. */
  readonly interval?: { readonly low: number; readonly high: number };
}

/** A surely found difference below this share of what it was before is none that anybody would act upon. */
const LEAST_SHARE = 0.05;
/** An interval that reaches further than this share of what it was before could hide a difference that matters. */
const WIDEST_SHARE = 0.25;

/**
 * Compares times of two runs whatever their distribution: the shift by Hodges and Lehmann, its interval from the test of
 * Mann and Whitney (Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3rd edition, 4.2 and 4.3, normal
 * approximation). It looks at where most of the times lie; what only a few in a hundred show is not seen by it.
 * @param before in any order, not empty
 * @param after in any order, not empty
 * @param confidence above 0.5 and below 1; of several comparisons each needs a higher one, see `confidenceOfEach`
 */
export function compareSamples(
  before: readonly number[],
  after: readonly number[],
  confidence: number,
): Comparison {
  const differences = differencesOf(before, after);
  const interval = intervalOf(differences, before.length, after.length, confidence);
  const [medianBefore, medianAfter] = [before, after].map((values) =>
    percentile(values.toSorted(ascending), 0.5),
  ) as [number, number];
  const shift = percentile(differences, 0.5);
  const facts = { medianBefore, medianAfter, shift };
  return interval
    ? { ...facts, kind: judge(shift, interval, medianBefore), interval }
    : { ...facts, kind: 'unsure' };
}

/**
 * The confidence that each of several comparisons needs so that all of them together keep the one asked for
 * (Bonferroni): else one of twenty would be found slower by chance in most runs.
 */
export function confidenceOfEach(confidence: number, comparisons: number): number {
  return 1 - (1 - confidence) / Math.max(1, comparisons);
}

function judge(shift: number, { low, high }: { low: number; high: number }, base: number): ComparisonKind {
  const matters = Math.abs(shift) >= LEAST_SHARE * base;
  if (low > 0) return matters ? 'slower' : 'same';
  if (high < 0) return matters ? 'faster' : 'same';
  return Math.max(-low, high) <= WIDEST_SHARE * base ? 'same' : 'unsure';
}

function differencesOf(before: readonly number[], after: readonly number[]): readonly number[] {
  return after.flatMap((late) => before.map((early) => late - early)).sort(ascending);
}

/** Between the k-th smallest and the k-th largest difference, where k is what the test would not yet reject. */
function intervalOf(differences: readonly number[], n: number, m: number, confidence: number) {
  const deviation = Math.sqrt((n * m * (n + m + 1)) / 12);
  const rank = Math.floor((n * m) / 2 - normalQuantile((1 - confidence) / 2) * deviation);
  const [low, high] = [differences[rank - 1], differences[differences.length - rank]];
  return low === undefined || high === undefined ? undefined : { low, high };
}

/**
 * How many deviations above the mean a normal distribution has only this share beyond (Abramowitz and Stegun, 26.2.23;
 * error below 0.00045).
 * @param tail above 0, at most 0.5
 */
function normalQuantile(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return t - above / below;
}

function ascending(a: number, b: number): number {
  return a - b;
}
