import type { TimelineCall } from '../src/protocol/timelineMessages';
import type { Palette } from './palette';
import { timeToPixel, type Viewport } from './viewport';

/** Below the thickest bar, and still within the row. */
const BELOW_MIDDLE = 8;
const THICKNESS = 2;

interface StretchScene {
  readonly view: Viewport;
  readonly width: number;
  readonly palette: Palette;
}

/** Underlines where the program's side held a call up: thin where something waited, strong where nothing was read. */
export function drawStretches(
  ctx: CanvasRenderingContext2D,
  { stretches }: TimelineCall,
  middle: number,
  { view, width, palette }: StretchScene,
): void {
  for (const { kind, start, end } of stretches) {
    const left = Math.max(timeToPixel(start, view, width), 0);
    const right = Math.min(timeToPixel(end, view, width), width);
    if (right < left) continue;
    const isUnread = kind === 'unread';
    ctx.fillStyle = isUnread ? palette.text : palette.tones.warning;
    ctx.fillRect(
      left,
      middle + BELOW_MIDDLE,
      Math.max(right - left, 1),
      isUnread ? THICKNESS / 2 : THICKNESS,
    );
  }
}
