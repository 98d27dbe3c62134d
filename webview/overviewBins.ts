import type { TimelineCall, TimelinePhaseName } from '../src/protocol/timelineMessages';
import { lengthOf, type Viewport } from './viewport';

/** Kinds of time that the overview tells apart. */
export type OverviewBand = 'wait' | 'thinking' | 'streaming';

export const overviewBands: readonly OverviewBand[] = ['streaming', 'thinking', 'wait'];

const bandOf: Readonly<Record<TimelinePhaseName, OverviewBand>> = {
  queue: 'wait',
  connect: 'wait',
  send: 'wait',
  wait: 'wait',
  refused: 'wait',
  retryAfter: 'wait',
  backoff: 'wait',
  thinking: 'thinking',
  streaming: 'streaming',
  receive: 'streaming',
  tail: 'streaming',
};

/** Mean number of calls in flight per slice of time, by what they were doing. */
export type OverviewBins = Readonly<Record<OverviewBand, Float64Array>>;

/**
 * Spreads the phases of all calls over equal slices of a span of time.
 * @param count number of slices
 */
export function buildOverviewBins(
  calls: readonly TimelineCall[],
  span: Viewport,
  count: number,
): OverviewBins {
  const bins: OverviewBins = {
    wait: new Float64Array(count),
    thinking: new Float64Array(count),
    streaming: new Float64Array(count),
  };
  const slice = lengthOf(span) / count;
  for (const call of calls) {
    for (const { name, start, end } of call.phases) {
      spread(bins[bandOf[name]], (start - span.start) / slice, (end - span.start) / slice);
    }
  }
  return bins;
}

/** Adds to each bin the share of it that lies between two positions, counted in bins. */
function spread(bins: Float64Array, from: number, to: number): void {
  for (let bin = Math.max(Math.floor(from), 0); bin < to && bin < bins.length; bin++) {
    bins[bin] = (bins[bin] as number) + Math.min(to, bin + 1) - Math.max(from, bin);
  }
}
