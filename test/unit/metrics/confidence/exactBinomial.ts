/** A number as a fraction of whole numbers, so that nothing is rounded: `of(95n, 100n)` is 0.95. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** P(X <= k) of a binomial X for each k from 0 to n by the definition, in whole numbers up to the last division. */
export function exactChances(n: number, { over, under }: Fraction): number[] {
  const all = under ** BigInt(n);
  const fails = under - over;
  let term = fails ** BigInt(n);
  let sum = 0n;
  return Array.from({ length: n + 1 }, (_, j) => {
    sum += term;
    term = (term * BigInt(n - j) * over) / (BigInt(j + 1) * fails);
    return divide(sum, all);
  });
}

/** P(X <= k) of a binomial X, as exact. */
export function exactChanceOfAtMost(k: number, n: number, p: Fraction): number {
  return k < 0 ? 0 : (exactChances(n, p)[Math.min(k, n)] ?? 1);
}

/** Keeps 18 significant digits however small the quotient is. */
function divide(over: bigint, under: bigint): number {
  if (over === 0n) return 0;
  const shift = Math.max(0, `${under}`.length - `${over}`.length + 18);
  return Number(`${(over * 10n ** BigInt(shift)) / under}e-${shift}`);
}
