import { memoiseByIdentity } from '../src/base/memoise';
import type { TimelinePrediction } from '../src/protocol/timelineAnalysis';
import type { Palette } from './palette';
import { timeToPixel, type Viewport } from './viewport';

/** Height of a ghost in pixels: a little more than the thickest bar. */
const HEIGHT = 16;
const DASH = [3, 2];
const LEAST = 3;

/** Where a row would have been; `gone` when it would not have been at all. */
export type Ghost = { readonly start: number; readonly end: number } | 'gone';

/** The rows that would have been otherwise. */
export const ghostsOf = memoiseByIdentity(
  ({ moved, gone }: TimelinePrediction): ReadonlyMap<string, Ghost> =>
    new Map<string, Ghost>([
      ...moved.map(([id, start, end]): [string, Ghost] => [id, { start, end }]),
      ...gone.map((id): [string, Ghost] => [id, 'gone']),
    ]),
);

/** Draws the outline of a row where it would have been. */
export function drawGhost(
  ctx: CanvasRenderingContext2D,
  { start, end }: Exclude<Ghost, 'gone'>,
  middle: number,
  { view, width, palette }: { readonly view: Viewport; readonly width: number; readonly palette: Palette },
): void {
  const left = timeToPixel(start, view, width);
  const length = Math.max(timeToPixel(end, view, width) - left, LEAST);
  if (left > width || left + length < 0) return;
  ctx.save();
  ctx.globalAlpha = 0.18;
  ctx.fillStyle = palette.ghost;
  ctx.fillRect(left, middle - HEIGHT / 2, length, HEIGHT);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = palette.ghost;
  ctx.lineWidth = 1;
  ctx.setLineDash(DASH);
  ctx.strokeRect(left + 0.5, middle - HEIGHT / 2 + 0.5, length - 1, HEIGHT - 1);
  ctx.restore();
}
