import { build } from './dom';
import type { Palette } from './palette';
import type { Paint } from './patterns';

const WIDTH = 18;
const HEIGHT = 10;

/** A sample of what the chart paints with. */
export function drawSwatch(paint: Paint, palette: Palette): HTMLCanvasElement {
  const ratio = window.devicePixelRatio;
  const canvas = build('canvas', { className: 'swatch', width: WIDTH * ratio, height: HEIGHT * ratio });
  canvas.ariaHidden = 'true';
  const ctx = canvas.getContext('2d');
  if (!ctx) return canvas;
  ctx.scale(ratio, ratio);
  ctx.fillStyle = paint;
  ctx.fillRect(0, 0, WIDTH, HEIGHT);
  if (palette.outline) {
    ctx.strokeStyle = palette.outline;
    ctx.strokeRect(0.5, 0.5, WIDTH - 1, HEIGHT - 1);
  }
  return canvas;
}
