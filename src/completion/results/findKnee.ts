/** What a level of concurrency brings and costs. */
export interface LoadPoint {
  readonly concurrency: number;
  /** Completions per second. */
  readonly throughput: number;
  /** Mean time of a completion, ms; absent where there was none. */
  readonly latency?: number;
}

/**
 * The level at which a server works best: where Kleinrock's power, throughput over mean time, is highest (L. Kleinrock,
 * Power and deterministic rules of thumb for probabilistic problems in computer communications, ICC 1979). Up to there
 * a step brings relatively more throughput than it costs time; after it the time grows faster. For a server that is at
 * first idle and then full it is where the two lines of its asymptotic bounds meet (Denning and Buzen, The operational
 * analysis of queueing network models, 1978). Unlike a knee by the curve's bend (Kneedle, Satopaa et al. 2011) it
 * needs no smoothing, no sensitivity, and does not move when a level is added far beyond it.
 *
 * Undefined where the highest level is still the best: the knee lies at or beyond it.
 */
export function findKnee<Point extends LoadPoint>(points: readonly Point[]): Point | undefined {
  const inOrder = points.toSorted((a, b) => a.concurrency - b.concurrency);
  let best: Point | undefined;
  for (const point of inOrder) if (powerOf(point) > (best ? powerOf(best) : 0)) best = point;
  return best === inOrder.at(-1) ? undefined : best;
}

function powerOf({ throughput, latency }: LoadPoint): number {
  return latency !== undefined && latency > 0 ? throughput / latency : 0;
}
