import type { Milliseconds } from '../base/units';
import type { StreamEvent } from '../model/streamEvent';

/** Gaps between consecutive pieces of output. */
export interface Gaps {
  /** In ascending order. */
  readonly sorted: ArrayLike<Milliseconds>;
  /** Between which they are. */
  readonly pieces: readonly StreamEvent[];
  /** `read`: most events shared a read, so gaps between events would say nothing but 0. */
  readonly per: 'event' | 'read';
  /** Share of the gaps between events that are 0, 0 to 1. */
  readonly zeroShare: number;
}

/** Measures the gaps between output events; no gaps when there are fewer than two of them. */
export function measureGaps(outputs: readonly StreamEvent[]): Gaps {
  const perEvent = gapsOf(outputs);
  const zeroShare = shareOfZeros(perEvent);
  if (zeroShare <= 0.5) return { sorted: perEvent.sort(), pieces: outputs, per: 'event', zeroShare };
  const pieces = outputs.filter((event, index) => event.read !== outputs[index - 1]?.read);
  return { sorted: gapsOf(pieces).sort(), pieces, per: 'read', zeroShare };
}

function shareOfZeros(gaps: Float64Array): number {
  let zeros = 0;
  for (const gap of gaps) if (gap === 0) zeros += 1;
  return gaps.length === 0 ? 0 : zeros / gaps.length;
}

function gapsOf(events: readonly StreamEvent[]): Float64Array {
  const gaps = new Float64Array(Math.max(0, events.length - 1));
  let before = events[0]?.at ?? 0;
  for (let index = 0; index < gaps.length; index++) {
    const { at } = events[index + 1] as StreamEvent;
    gaps[index] = at - before;
    before = at;
  }
  return gaps;
}
