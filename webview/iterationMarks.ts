import { formatDuration } from '../src/base/format';
import type { TimelineIteration } from '../src/protocol/timelineAnalysis';
import type { ThreadItem } from './arrangeItems';
import { durationOf, findLongestIteration } from './longestIteration';
import type { Palette } from './palette';
import { timeToPixel, type Viewport } from './viewport';

interface IterationScene {
  readonly view: Viewport;
  readonly width: number;
  readonly palette: Palette;
  /** End of an iteration that goes on. */
  readonly now: number;
}

/** Pixels from the top of a head. */
const LABEL = 12;
const BRACKET = 21;
const TICK = 5;
/** Pixels between the brackets of neighbours. */
const AIR = 1;
/** Pixels below which a bracket is left out. */
const LEAST = 3;
const PADDING = 4;

/** A bracket over each iteration with its number and duration; the longest stands out. */
export function drawIterations(
  ctx: CanvasRenderingContext2D,
  item: ThreadItem,
  top: number,
  scene: IterationScene,
): void {
  const { iterations } = item.thread;
  const longest = findLongestIteration(iterations);
  ctx.save();
  ctx.textBaseline = 'middle';
  for (const iteration of iterations) {
    const [left, right] = edgesOf(iteration, iteration === iterations.at(-1) && isLive(item), scene);
    if (right < 0 || left > scene.width || right - left < LEAST) continue;
    const isLongest = iteration === longest;
    ctx.strokeStyle = ctx.fillStyle = isLongest ? scene.palette.accent : scene.palette.text;
    ctx.lineWidth = isLongest ? 2 : 1;
    drawBracket(ctx, left, right, top + BRACKET);
    ctx.font = isLongest ? scene.palette.boldFont : scene.palette.font;
    drawLabel(ctx, iteration, Math.max(left, 0), Math.min(right, scene.width), top + LABEL);
  }
  ctx.restore();
}

function isLive({ rows }: ThreadItem): boolean {
  return rows.some(({ tone }) => tone === 'live');
}

function edgesOf(
  { start, end }: TimelineIteration,
  goesOn: boolean,
  { view, width, now }: IterationScene,
): [number, number] {
  const until = goesOn ? Math.max(end, now) : end;
  return [timeToPixel(start, view, width), timeToPixel(until, view, width) - AIR];
}

function drawBracket(ctx: CanvasRenderingContext2D, left: number, right: number, y: number): void {
  ctx.beginPath();
  ctx.moveTo(left + 0.5, y + TICK);
  ctx.lineTo(left + 0.5, y + 0.5);
  ctx.lineTo(right - 0.5, y + 0.5);
  ctx.lineTo(right - 0.5, y + TICK);
  ctx.stroke();
}

/** Number and duration where there is room, else the number alone, else nothing. */
function drawLabel(
  ctx: CanvasRenderingContext2D,
  iteration: TimelineIteration,
  left: number,
  right: number,
  y: number,
): void {
  const room = right - left - PADDING;
  const long = `${iteration.ordinal} · ${formatDuration(durationOf(iteration))}`;
  const text = [long, String(iteration.ordinal)].find((one) => ctx.measureText(one).width <= room);
  if (text) ctx.fillText(text, left + PADDING, y);
}
