import type { TimelineCall, TimelinePhase, TimelinePhaseName } from '../src/protocol/timelineMessages';
import { phaseNames } from './phaseStyles';
import type { Viewport } from './viewport';

/** A floating bar as chart.js takes it: its two ends in time, and its row. */
export interface Bar {
  readonly x: [number, number];
  readonly y: number;
}

export type BarsByPhase = Readonly<Record<TimelinePhaseName, Bar[]>>;

/** Pixels below which a call can't be seen. */
const SLIVER = 1.5;
/** Pixels below which a phase is left out: anything drawn would be wider than it was long. */
const LEAST = 0.3;

/**
 * Bars of the rows that are drawn, as far as they lie in view. A call too short to be seen is drawn as a sliver.
 * @param firstRow row number of the first call
 * @param width pixels of the view
 */
export function buildBars(
  calls: readonly TimelineCall[],
  firstRow: number,
  view: Viewport,
  width: number,
): BarsByPhase {
  const bars = Object.fromEntries(phaseNames.map((name) => [name, [] as Bar[]])) as BarsByPhase;
  const pixel = (view.end - view.start) / width;
  const sliver = pixel * SLIVER;
  for (const [index, call] of calls.entries()) {
    const tooShort = call.end - call.start < sliver;
    for (const { name, start, end } of tooShort ? sliverOf(call, sliver) : call.phases) {
      if (end < view.start || start > view.end || end - start < pixel * LEAST) continue;
      bars[name].push({
        x: [Math.max(start, view.start - sliver), Math.min(end, view.end + sliver)],
        y: firstRow + index,
      });
    }
  }
  return bars;
}

function sliverOf(call: TimelineCall, length: number): TimelinePhase[] {
  const name = call.phases.at(-1)?.name ?? 'wait';
  return [{ name, start: call.start, end: call.start + length }];
}
