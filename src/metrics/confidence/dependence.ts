import { sortNumbers } from '../../base/sortNumbers';

/** With fewer values their order says nothing. */
const FEWEST_VALUES = 20;
/** 1 % of orders that are by chance alone lie beyond it: quantile of the standard normal distribution. */
const CRITICAL_DEVIATION = -2.326;

/**
 * How much a value tells beside one that knows nothing of those before it: 1, unless neighbours are surely alike. Slow
 * times that last make many requests tell as little as a few; n values with a correlation of r from one to the next tell
 * as much as n (1 - r) / (1 + r) (Bayley and Hammersley, The "effective" number of independent observations in an
 * autocorrelated time series, 1946). Whether neighbours are alike is tested by ranks, which no outlier moves: the ratio of
 * von Neumann (Bartels, The rank version of von Neumann's ratio test for randomness, JASA 77, 1982), at 1 %.
 * @param values in the order in which they came; infinity for what failed
 * @param sorted the same in ascending order
 * @returns above 0, at most 1
 */
export function weighDependence(values: readonly number[], sorted = sortNumbers(values)): number {
  const n = values.length;
  if (n < FEWEST_VALUES) return 1;
  const { steps, spread } = compareNeighbours(values, sorted);
  if (spread === 0) return 1;
  const ratio = steps / spread;
  const variance = (4 * (n - 2) * (5 * n * n - 2 * n - 9)) / (5 * n * (n + 1) * (n - 1) ** 2);
  if ((ratio - 2) / Math.sqrt(variance) > CRITICAL_DEVIATION) return 1;
  const correlation = 1 - ratio / 2;
  return Math.max(1 / n, (1 - correlation) / (1 + correlation));
}

/** Squares of the steps from one rank to the next, and of the ranks' distances from their middle, summed up. */
function compareNeighbours(values: readonly number[], sorted: readonly number[]) {
  const ranks = rankAll(sorted);
  const middle = (values.length + 1) / 2;
  let [steps, spread, before] = [0, 0, ranks.get(values[0] ?? 0) ?? 0];
  for (const value of values) {
    const rank = ranks.get(value) ?? 0;
    steps += (rank - before) ** 2;
    spread += (rank - middle) ** 2;
    before = rank;
  }
  return { steps, spread };
}

/** Each value's place among all, from 1; equal ones share the middle of theirs. */
function rankAll(sorted: readonly number[]): ReadonlyMap<number, number> {
  const ranks = new Map<number, number>();
  for (let first = 0, next = 0; first < sorted.length; first = next) {
    const value = sorted[first] ?? 0;
    while (sorted[next] === value) next += 1;
    ranks.set(value, (first + next + 1) / 2);
  }
  return ranks;
}
