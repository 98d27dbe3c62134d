import type { TimelineRow } from '../src/protocol/timelineMessages';
import { ROW_HEIGHT } from './rowWindow';
import { timeToPixel, type Viewport } from './viewport';

/** Pixels over which a bar fades out. */
const FADE = 14;

/** Lets a bar fade out where it goes on beyond an edge of the view, so that nobody takes what is left for all of it. */
export function fadeCutBar(
  ctx: CanvasRenderingContext2D,
  { start, end }: Pick<TimelineRow, 'start' | 'end'>,
  middle: number,
  { view, width }: { readonly view: Viewport; readonly width: number },
): void {
  const [left, right] = [timeToPixel(start, view, width), timeToPixel(end, view, width)];
  if (left < -1 && right > 0) erase(ctx, 0, FADE, middle);
  if (right > width + 1 && left < width) erase(ctx, width, width - FADE, middle);
}

/** Takes away what is drawn, all of it at the one end and nothing at the other: rows have backgrounds of their own. */
function erase(ctx: CanvasRenderingContext2D, from: number, to: number, middle: number): void {
  const gradient = ctx.createLinearGradient(from, 0, to, 0);
  gradient.addColorStop(0, 'rgb(0 0 0 / 1)');
  gradient.addColorStop(1, 'rgb(0 0 0 / 0)');
  ctx.save();
  ctx.globalCompositeOperation = 'destination-out';
  ctx.fillStyle = gradient;
  ctx.fillRect(Math.min(from, to), middle - ROW_HEIGHT / 2, FADE, ROW_HEIGHT);
  ctx.restore();
}
