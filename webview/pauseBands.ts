import type { Palette } from './palette';
import { timeToPixel, type Viewport } from './viewport';

/** What pauses need to be drawn. */
interface PauseScene {
  readonly pauses: readonly { readonly start: number; readonly end?: number }[];
  readonly now: number;
  readonly view: Viewport;
  readonly width: number;
  readonly palette: Palette;
}

/** Hatches the times in which the debugger held the program: bars that cross them say nothing about the model. */
export function drawPauses(ctx: CanvasRenderingContext2D, scene: PauseScene, height: number): void {
  ctx.save();
  ctx.fillStyle = scene.palette.pause;
  for (const { start, end = scene.now } of scene.pauses) {
    const left = Math.max(timeToPixel(start, scene.view, scene.width), 0);
    const right = Math.min(timeToPixel(end, scene.view, scene.width), scene.width);
    if (right > left) ctx.fillRect(left, 0, Math.max(right - left, 1), height);
  }
  ctx.restore();
}
