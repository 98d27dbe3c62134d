import type { Viewport } from './viewport';

/** A labelled moment of the axis. */
export interface AxisTick {
  readonly at: number;
  readonly label: string;
}

/** Pixels that a label needs around it to stay readable. */
const ROOM_PER_TICK = 90;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Steps that people count in, above a second; below it, 1-2-5 steps are made as needed. */
const LONG_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600].map(
  (seconds) => seconds * SECOND,
);

/** Round moments inside the view, about one per 90 pixels, labelled as finely as their distance asks for. */
export function buildAxisTicks(view: Viewport, width: number): AxisTick[] {
  const span = view.end - view.start;
  const step = niceStep((span * ROOM_PER_TICK) / Math.max(width, 1));
  const first = Math.ceil(view.start / step);
  const count = Math.floor(view.end / step) - first + 1;
  return Array.from({ length: Math.max(count, 0) }, (_, index) => {
    const at = (first + index) * step;
    return { at, label: axisLabel(at, step) };
  });
}

/** The smallest step people count in that is not below `least` milliseconds. */
function niceStep(least: number): number {
  const long = LONG_STEPS.find((step) => step >= least);
  if (least > SECOND / 2) return long ?? Math.ceil(least / MINUTE / 60) * MINUTE * 60;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((digit) => digit * power).find((step) => step >= least) as number;
}

function axisLabel(at: number, step: number): string {
  if (at === 0) return '0';
  if (at < SECOND && step < SECOND) return `${at.toFixed(decimals(step))} ms`;
  if (at < MINUTE || step < SECOND) return `${(at / SECOND).toFixed(decimals(step / SECOND))} s`;
  const seconds = Math.round((at % MINUTE) / SECOND);
  const minutes = Math.floor(at / MINUTE);
  return seconds === 0 ? `${minutes} min` : `${minutes}:${String(seconds).padStart(2, '0')} min`;
}

/** Decimals that are needed to tell two neighbours apart. */
function decimals(step: number): number {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}
