import type { TimelineCall, TimelineStretch } from '../src/protocol/timelineMessages';
import type { Palette } from './palette';
import { timeToPixel, type Viewport } from './viewport';

/** Below the thickest bar, and still within the row. */
const BELOW_MIDDLE = 8;

/** How thick the line of a kind is, in pixels, and its colour. */
export function styleOfStretch(
  kind: TimelineStretch['kind'],
  palette: Palette,
): { readonly thickness: number; readonly colour: string } {
  return kind === 'unread'
    ? { thickness: 1, colour: palette.text }
    : { thickness: 2, colour: palette.tones.warning };
}

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
    const { thickness, colour } = styleOfStretch(kind, palette);
    ctx.fillStyle = colour;
    ctx.fillRect(left, middle + BELOW_MIDDLE, Math.max(right - left, 1), thickness);
  }
}
