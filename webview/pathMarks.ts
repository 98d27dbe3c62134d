import { memoiseByIdentity } from '../src/base/memoise';
import type { TimelineAnalysis, TimelinePathStep } from '../src/protocol/timelineAnalysis';
import type { Palette } from './palette';
import { timeToPixel, type Viewport } from './viewport';

/** Above the thickest bar, and still within the row. */
const ABOVE_MIDDLE = 10;
const THICKNESS = 2;

/** The stretches of the critical path by row. */
export const stepsByRow = memoiseByIdentity(
  ({ path }: TimelineAnalysis): ReadonlyMap<string, readonly TimelinePathStep[]> => {
    const steps = new Map<string, TimelinePathStep[]>();
    for (const step of path) {
      if (step.rowId === undefined) continue;
      const known = steps.get(step.rowId);
      if (known) known.push(step);
      else steps.set(step.rowId, [step]);
    }
    return steps;
  },
);

/** Slack by row; a row that has none is on the path, or nothing is known of it. */
export const slackByRow = memoiseByIdentity(
  ({ slack }: TimelineAnalysis): ReadonlyMap<string, number> => new Map(slack),
);

/** A call with less slack than this share of the run might as well be on the path. */
const LEAST_SLACK = 0.01;

/** Whether the path leaves anything out: where the run waited for all there was, it says nothing new. */
export const choosesPath = memoiseByIdentity(({ slack, start, end }: TimelineAnalysis): boolean =>
  slack.some(([, time]) => time > (end - start) * LEAST_SLACK),
);

/** A line over those parts of a bar that the end of the run waited for. */
export function drawPath(
  ctx: CanvasRenderingContext2D,
  steps: readonly TimelinePathStep[],
  middle: number,
  { view, width, palette }: { readonly view: Viewport; readonly width: number; readonly palette: Palette },
): void {
  ctx.fillStyle = palette.path;
  for (const { start, end } of steps) {
    const left = Math.max(timeToPixel(start, view, width), 0);
    const right = Math.min(timeToPixel(end, view, width), width);
    if (right > left) ctx.fillRect(left, middle - ABOVE_MIDDLE, Math.max(right - left, 1), THICKNESS);
  }
}

interface ConnectionScene {
  readonly view: Viewport;
  readonly width: number;
  readonly palette: Palette;
  /** Middle of each row that is drawn, in pixels. */
  readonly middles: ReadonlyMap<string, number>;
}

/** Joins the stretches of the path from row to row, where both are drawn. */
export function drawPathConnections(
  ctx: CanvasRenderingContext2D,
  { path }: TimelineAnalysis,
  { view, width, palette, middles }: ConnectionScene,
): void {
  ctx.strokeStyle = palette.path;
  ctx.lineWidth = 1;
  let from: number | undefined;
  for (const { start, rowId } of path) {
    if (rowId === undefined) continue;
    const to = middles.get(rowId);
    const x = Math.round(timeToPixel(start, view, width)) + 0.5;
    if (from !== undefined && to !== undefined && from !== to && x >= 0 && x <= width) {
      ctx.beginPath();
      ctx.moveTo(x, from - ABOVE_MIDDLE);
      ctx.lineTo(x, to - ABOVE_MIDDLE);
      ctx.stroke();
    }
    from = to;
  }
}
