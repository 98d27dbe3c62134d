import type { TimelineStretch } from '../src/protocol/timelineMessages';
import { build } from './dom';
import type { Palette } from './palette';
import type { Paint } from './patterns';
import { styleOfStretch } from './stretchMarks';

const WIDTH = 18;
const HEIGHT = 10;

/** A sample of what the chart paints with. */
export function drawSwatch(paint: Paint, { outline }: Palette): HTMLCanvasElement {
  return drawSample((ctx) => {
    ctx.fillStyle = paint;
    ctx.fillRect(0, 0, WIDTH, HEIGHT);
    if (!outline) return;
    ctx.strokeStyle = outline;
    ctx.strokeRect(0.5, 0.5, WIDTH - 1, HEIGHT - 1);
  });
}

/** A sample of a line under a bar. */
export function drawLineSwatch(kind: TimelineStretch['kind'], palette: Palette): HTMLCanvasElement {
  return drawSample((ctx) => {
    const { thickness, colour } = styleOfStretch(kind, palette);
    ctx.fillStyle = colour;
    ctx.fillRect(0, (HEIGHT - thickness) / 2, WIDTH, thickness);
  });
}

function drawSample(draw: (ctx: CanvasRenderingContext2D) => void): HTMLCanvasElement {
  const ratio = window.devicePixelRatio;
  const canvas = build('canvas', { className: 'swatch', width: WIDTH * ratio, height: HEIGHT * ratio });
  canvas.ariaHidden = 'true';
  const ctx = canvas.getContext('2d');
  ctx?.scale(ratio, ratio);
  if (ctx) draw(ctx);
  return canvas;
}
