import type { Viewport } from './viewport';

/** A filled stretch of a bar, in pixels of the view. */
export interface Mark {
  readonly left: number;
  readonly width: number;
}

/** Share of the mean distance between two events that a mark covers, within these limits in pixels. */
const COVER = 0.7;
const LEAST_WIDTH = 1;
const MOST_WIDTH = 2;

/**
 * Marks of the output events of one phase. Zoomed in each event is a line of its own; zoomed out they run together,
 * so that a bar is as full as its output was dense and a stall stays pale.
 * @param ticks moments of the call's output events, in order
 * @param phase what of them is marked
 */
export function buildEventMarks(
  ticks: readonly number[],
  phase: { readonly start: number; readonly end: number },
  view: Viewport,
  width: number,
): Mark[] {
  const pixelsPerMs = width / (view.end - view.start);
  const distance = (((ticks.at(-1) ?? 0) - (ticks[0] ?? 0)) / ticks.length) * pixelsPerMs;
  const size = Math.min(Math.max(distance * COVER, LEAST_WIDTH), MOST_WIDTH);
  const from = Math.max(phase.start, view.start);
  const to = Math.min(phase.end, view.end);
  const marks: { left: number; width: number }[] = [];
  for (const tick of ticks) {
    if (tick < from || tick >= to) continue;
    const left = (tick - view.start) * pixelsPerMs;
    const last = marks.at(-1);
    if (last && left <= last.left + last.width) last.width = left + size - last.left;
    else marks.push({ left, width: size });
  }
  return marks;
}
