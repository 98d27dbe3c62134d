/** Length of a shared axis from 0, with round ticks. */
export interface ResultScale {
  readonly max: number;
  readonly ticks: readonly number[];
}

const MOST_TICKS = 6;
/** One slow request must not squeeze everything else: what lies beyond so many times the limit is shown at the edge. */
const MOST_LIMITS = 3;
const ROOM_BEHIND = 1.08;

/** An axis that holds these values, and the limits with some room behind them. */
export function buildResultScale(values: readonly number[], limits: readonly number[]): ResultScale {
  const limit = Math.max(0, ...limits);
  const largest = Math.max(0, ...values);
  const wanted = Math.max(largest * ROOM_BEHIND, limit * 1.2);
  const end = (limit > 0 ? Math.min(wanted, limit * MOST_LIMITS) : wanted) || 1;
  const step = roundStep(end / MOST_TICKS);
  const max = Math.ceil(end / step) * step;
  return {
    max,
    ticks: Array.from({ length: Math.floor(max / step + 1e-9) + 1 }, (_, index) => index * step),
  };
}

/** Share of the axis at which a value stands; what lies beyond stands at its end. */
export function placeOn({ max }: ResultScale, value: number): number {
  return Math.min(Math.max(value / max, 0), 1);
}

/** The next of 1, 2, 5 times a power of ten. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return power * ([1, 2, 5].find((factor) => factor * power >= step * 0.999) ?? 10);
}
