import type { Behaviour } from '../behaviour';
import { createRandom } from '../random';
import type { Scenario } from './scenario';

/** The request header that says from which distribution a request's latency is drawn, as JSON. */
export const latencyHeader = 'x-simulator-latency';

/** A lognormal distribution of the time to the first token: `median * exp(spread * deviation)`, ms. */
export interface DrawnLatency {
  readonly median: number;
  readonly spread: number;
  readonly seed: number;
  readonly behaviour: Behaviour;
}

/** Each request takes a time of its own to its first token, whose distribution is known on paper. */
export const drawnLatency: Scenario = {
  id: 'drawn-latency',
  respond: ({ headers, id }) => {
    const { median, spread, seed, behaviour } = JSON.parse(String(headers[latencyHeader])) as DrawnLatency;
    const random = createRandom(seed * 1_000_003 + Number(id.replace(/\D/g, '')));
    return { ...behaviour, firstTokenAfterMs: median * Math.exp(spread * drawNormal(random)) };
  },
};

/** A deviation of the standard normal distribution, by Box and Muller. */
export function drawNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
