import { median } from '../../metrics/percentile';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Fewer points say nothing about a trend. */
const LEAST_POINTS = 3;
/** Values of x that differ by less than this share of the greatest lie together. */
const LEAST_SPREAD = 0.2;
/** Slopes of all pairs are taken of so many points at most. */
const MOST_POINTS = 120;

/**
 * The line through points that a few outliers, such as a cold start, do not bend: median of the slopes of all pairs and
 * of what that leaves (Theil and Sen). Undefined where the points are too few or too close together.
 */
export function fitLine(
  points: readonly Point[],
): { readonly slope: number; readonly offset: number } | undefined {
  const step = Math.max(1, Math.ceil(points.length / MOST_POINTS));
  const sample = points.filter((_, index) => index % step === 0);
  const least = LEAST_SPREAD * sample.reduce((most, { x }) => Math.max(most, x), 0);
  if (sample.length < LEAST_POINTS) return undefined;
  const slopes = sample.flatMap((one, index) =>
    sample
      .slice(index + 1)
      .filter((other) => Math.abs(other.x - one.x) >= Math.max(least, Number.MIN_VALUE))
      .map((other) => (other.y - one.y) / (other.x - one.x)),
  );
  if (slopes.length < LEAST_POINTS - 1) return undefined;
  const slope = median(slopes);
  return { slope, offset: median(sample.map(({ x, y }) => y - slope * x)) };
}
