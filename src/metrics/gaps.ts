import type { Milliseconds } from '../base/units';
import type { StreamEvent } from '../model/streamEvent';

/** Gaps between consecutive pieces of output. */
export interface Gaps {
  /** In ascending order. */
  readonly sorted: readonly Milliseconds[];
  /** Moments between which they are. */
  readonly moments: readonly Milliseconds[];
  /** `read`: most events shared a read, so gaps between events would say nothing but 0. */
  readonly per: 'event' | 'read';
  /** Share of the gaps between events that are 0, 0 to 1. */
  readonly zeroShare: number;
}

/** Measures the gaps between output events; no gaps when there are fewer than two of them. */
export function measureGaps(outputs: readonly StreamEvent[]): Gaps {
  const perEvent = gapsOf(outputs);
  const zeros = perEvent.filter((gap) => gap === 0).length;
  const zeroShare = perEvent.length === 0 ? 0 : zeros / perEvent.length;
  const per = zeroShare > 0.5 ? 'read' : 'event';
  const pieces = per === 'event' ? outputs : firstOfEachRead(outputs);
  return {
    sorted: gapsOf(pieces).sort((a, b) => a - b),
    moments: pieces.map(({ at }) => at),
    per,
    zeroShare,
  };
}

function gapsOf(events: readonly StreamEvent[]): Milliseconds[] {
  return events.slice(1).map((event, index) => event.at - (events[index]?.at ?? event.at));
}

function firstOfEachRead(events: readonly StreamEvent[]): StreamEvent[] {
  return events.filter((event, index) => event.read !== events[index - 1]?.read);
}
