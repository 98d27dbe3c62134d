import type { TimelineCall, TimelinePhaseName } from '../src/protocol/timelineMessages';

/** Kinds of time that the overview tells apart. */
export type OverviewBand = 'wait' | 'thinking' | 'streaming';

export const overviewBands: readonly OverviewBand[] = ['streaming', 'thinking', 'wait'];

const bandOf: Readonly<Record<TimelinePhaseName, OverviewBand>> = {
  blocked: 'wait',
  connect: 'wait',
  send: 'wait',
  wait: 'wait',
  backoff: 'wait',
  thinking: 'thinking',
  streaming: 'streaming',
  receive: 'streaming',
  tail: 'streaming',
};

/** Mean number of calls in flight per slice of time, by what they were doing. */
export type OverviewBins = Readonly<Record<OverviewBand, Float64Array>>;

/**
 * Spreads the phases of all calls over equal slices of the time from 0 to `total`.
 * @param total length of the run in ms
 * @param count number of slices
 */
export function buildOverviewBins(
  calls: readonly TimelineCall[],
  total: number,
  count: number,
): OverviewBins {
  const bins: OverviewBins = {
    wait: new Float64Array(count),
    thinking: new Float64Array(count),
    streaming: new Float64Array(count),
  };
  const slice = total / count;
  for (const call of calls) {
    for (const { name, start, end } of call.phases) spread(bins[bandOf[name]], start / slice, end / slice);
  }
  return bins;
}

/** Adds to each bin the share of it that lies between two positions, counted in bins. */
function spread(bins: Float64Array, from: number, to: number): void {
  for (let bin = Math.floor(from); bin < to && bin < bins.length; bin++) {
    bins[bin] = (bins[bin] as number) + Math.min(to, bin + 1) - Math.max(from, bin);
  }
}
