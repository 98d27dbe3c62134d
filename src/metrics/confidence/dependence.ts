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
 * @returns above 0, at most 1
 */
export function weighDependence(values: readonly number[]): number {
  const n = values.length;
  if (n < FEWEST_VALUES) return 1;
  const ranks = rankAll(values);
  const middle = (n + 1) / 2;
  const spread = sum(ranks.map((rank) => (rank - middle) ** 2));
  if (spread === 0) return 1;
  const steps = sum(ranks.slice(1).map((rank, index) => (rank - (ranks[index] ?? 0)) ** 2));
  const ratio = steps / spread;
  const variance = (4 * (n - 2) * (5 * n * n - 2 * n - 9)) / (5 * n * (n + 1) * (n - 1) ** 2);
  if ((ratio - 2) / Math.sqrt(variance) > CRITICAL_DEVIATION) return 1;
  const correlation = 1 - ratio / 2;
  return Math.max(1 / n, (1 - correlation) / (1 + correlation));
}

/** Each value's place among all, from 1; equal ones share the middle of theirs. */
function rankAll(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const places = new Map<number, { first: number; last: number }>();
  for (const [index, value] of sorted.entries()) {
    const place = places.get(value);
    if (place) place.last = index;
    else places.set(value, { first: index, last: index });
  }
  return values.map((value) => {
    const { first, last } = places.get(value) ?? { first: 0, last: 0 };
    return (first + last) / 2 + 1;
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
