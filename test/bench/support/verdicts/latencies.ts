import type { Random } from '../../../support/simulator/random';
import { drawNormal } from '../../../support/simulator/scenarios/drawnLatency';

/** Latencies whose true percentiles are known on paper. */
export interface Shape {
  readonly id: string;
  readonly title: string;
  /** The true percentile, ms. @param p one of `percentiles` */
  quantile(p: number): number;
  /** So many latencies in the order in which they come, ms. */
  draw(random: Random, n: number): number[];
}

export const percentiles = [0.5, 0.9, 0.95] as const;

/** Of the standard normal distribution, at `percentiles`. */
const normalQuantiles: Readonly<Record<number, number>> = {
  0.5: 0,
  0.9: 1.2815515655446004,
  0.95: 1.6448536269514722,
};

/**
 * Logarithms that are normal, as times of a service often are.
 * @param follows how much of each deviation the next one inherits; 0 = none, as verdicts assume
 */
function lognormal(spread: number, follows = 0): Pick<Shape, 'quantile' | 'draw'> {
  const at = (deviation: number) => 200 * Math.exp(spread * deviation);
  return {
    quantile: (p) => at(normalQuantiles[p] ?? Number.NaN),
    draw: (random, n) => {
      let deviation = drawNormal(random);
      return Array.from({ length: n }, () => {
        const latency = at(deviation);
        deviation = follows * deviation + Math.sqrt(1 - follows ** 2) * drawNormal(random);
        return latency;
      });
    },
  };
}

const slowShare = 0.08;

/** 92 % between 150 and 250 ms, the rest from 600 ms on with a long tail: a queue, a cold start, a cache missed. */
const twoHumps: Pick<Shape, 'quantile' | 'draw'> = {
  quantile: (p) => {
    const slow = (p - (1 - slowShare)) / slowShare;
    return slow < 0 ? 150 + (100 * p) / (1 - slowShare) : 600 - 300 * Math.log(1 - slow);
  },
  draw: (random, n) => Array.from({ length: n }, () => twoHumps.quantile(random())),
};

/** Requests that know nothing of each other, which is what intervals and verdicts take for granted. */
export const independentShapes: readonly Shape[] = [
  { id: 'narrow', title: 'lognormal, narrow (σ 0.1)', ...lognormal(0.1) },
  { id: 'usual', title: 'lognormal (σ 0.4)', ...lognormal(0.4) },
  { id: 'wide', title: 'lognormal, wide (σ 1)', ...lognormal(1) },
  { id: 'twoHumps', title: 'two humps with a slow tail', ...twoHumps },
];

/** Slow times and fast times that last: there verdicts promise too much. */
export const dependentShapes: readonly Shape[] = [
  {
    id: 'follows50',
    title: 'lognormal (σ 0.4), each inherits half of the last deviation',
    ...lognormal(0.4, 0.5),
  },
  {
    id: 'follows90',
    title: 'lognormal (σ 0.4), each inherits 90 % of the last deviation',
    ...lognormal(0.4, 0.9),
  },
];
