/** Below this the factorial is multiplied out; from here on the series is exact to the last digits of a double. */
const FIRST_BY_SERIES = 16;
/** A term of a tail that adds less than this to the sum of those before ends it. */
const NEGLIGIBLE = 1e-17;

/**
 * P(X <= k) of a binomial X: the chance that at most `k` of `n` independent requests succeed when each does with
 * chance `p`. The tail is summed from its largest term outwards, by the ratio of neighbouring terms, so nothing cancels
 * and a small chance is as exact as a large one: relative error below 1e-8 up to a million requests.
 * @param p above 0 and below 1
 */
export function chanceOfAtMost(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  return k < n * p ? sumDown(k, n, p) : Math.max(0, 1 - sumDown(n - k - 1, n, 1 - p));
}

/** P(X >= k) of a binomial X, as exact as `chanceOfAtMost`: at least `k` succeed when at most `n - k` fail. */
export function chanceOfAtLeast(k: number, n: number, p: number): number {
  return chanceOfAtMost(n - k, n, 1 - p);
}

/** Chances that are equal on paper must not part by their last digits. */
const TOLERANCE = 1 + 1e-8;

/** Whether a chance is no more than the error that is allowed. */
export function isRareEnough(chance: number, allowed: number): boolean {
  return chance <= allowed * TOLERANCE;
}

/** Sum of the terms from `k` down to 0, which fall off when `k` is not above the mean. */
function sumDown(k: number, n: number, p: number): number {
  let term = 1;
  let sum = 1;
  for (let j = k; j > 0 && term > NEGLIGIBLE * sum; j -= 1) {
    term *= (j * (1 - p)) / ((n - j + 1) * p);
    sum += term;
  }
  return Math.min(1, sum * Math.exp(logOfTerm(k, n, p)));
}

/** Logarithm of P(X = k). */
function logOfTerm(k: number, n: number, p: number): number {
  const ways = logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  return ways + k * Math.log(p) + (n - k) * Math.log1p(-p);
}

/** ln n!, by Stirling's series (NIST Digital Library of Mathematical Functions, 5.11.1). */
function logFactorial(n: number): number {
  if (n < FIRST_BY_SERIES) return Math.log(multiplyUpTo(n));
  const rest = 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5) - 1 / (1680 * n ** 7);
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + rest;
}

function multiplyUpTo(n: number): number {
  let product = 1;
  for (let factor = 2; factor <= n; factor += 1) product *= factor;
  return product;
}
