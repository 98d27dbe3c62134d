import { formatDuration } from '../src/base/format';
import type { TimelineGap, TimelinePathStep } from '../src/protocol/timelineAnalysis';
import { isWork, type TimelineCall, type TimelineRow } from '../src/protocol/timelineMessages';
import { barStyles } from './barStyles';
import { fadeCutBar } from './cutBars';
import { lengthOfRow } from './describe';
import { buildEventMarks } from './eventMarks';
import { drawGap } from './gapMarks';
import { drawGhost, type Ghost } from './ghostMarks';
import type { Palette } from './palette';
import { drawPath } from './pathMarks';
import { ROW_HEIGHT } from './rowWindow';
import { drawStretches } from './stretchMarks';
import { timeToPixel, type Viewport } from './viewport';

const CROSS = 3;
const BAR = barStyles.streaming.thickness;

/** What is known of rows besides their bars. */
export interface RowContext {
  readonly gaps: ReadonlyMap<string, TimelineGap>;
  readonly steps: ReadonlyMap<string, readonly TimelinePathStep[]>;
  readonly ghosts: ReadonlyMap<string, Ghost>;
  /** Whether a row steps back. */
  readonly isDimmed: (rowId: string) => boolean;
}

interface MarkScene {
  readonly view: Viewport;
  readonly width: number;
  readonly context: RowContext;
  readonly palette: Palette;
}

/** Draws what bars can't say: moments of tokens, failed attempts, how long it took. */
export function drawRowMarks(
  ctx: CanvasRenderingContext2D,
  row: TimelineRow,
  middle: number,
  scene: MarkScene,
): void {
  const { gaps, steps, ghosts, isDimmed } = scene.context;
  const [gap, ghost] = [gaps.get(row.id), ghosts.get(row.id)];
  ctx.save();
  if (gap && !ghost) drawGap(ctx, gap, middle, scene);
  drawOnBar(ctx, row, middle, scene);
  fadeCutBar(ctx, row, middle, scene);
  if (row.tone === 'live')
    drawHead(ctx, timeToPixel(row.end, scene.view, scene.width), middle, scene.palette);
  drawText(ctx, row, middle, scene);
  drawPath(ctx, steps.get(row.id) ?? [], middle, scene);
  if (isDimmed(row.id) || ghost) veil(ctx, middle, scene);
  ctx.restore();
  if (ghost && ghost !== 'gone') drawGhost(ctx, ghost, middle, scene);
}

function drawOnBar(ctx: CanvasRenderingContext2D, row: TimelineRow, middle: number, scene: MarkScene): void {
  const x = (time: number) => timeToPixel(time, scene.view, scene.width);
  if (isWork(row)) {
    if (row.tone === 'error') drawCross(ctx, x(row.end), middle, scene.palette);
    return;
  }
  drawEvents(ctx, row, middle, scene);
  drawStretches(ctx, row, middle, scene);
  for (const { failed, end } of row.attempts) {
    if (failed) drawCross(ctx, x(end), middle, scene.palette);
  }
}

/** Output events, drawn into the pale bars of the phases in which they came. */
function drawEvents(
  ctx: CanvasRenderingContext2D,
  { phases, ticks }: TimelineCall,
  middle: number,
  { palette, view, width }: MarkScene,
): void {
  for (const phase of phases) {
    if (!palette.pale[phase.name]) continue;
    ctx.fillStyle = palette.bars[phase.name];
    for (const mark of buildEventMarks(ticks, phase, view, width)) {
      ctx.fillRect(mark.left, middle - BAR / 2, mark.width, BAR);
    }
  }
}

/** An attempt that failed ends in a cross. */
function drawCross(ctx: CanvasRenderingContext2D, x: number, middle: number, palette: Palette): void {
  for (const [colour, width] of [
    [palette.background, 4.5],
    [palette.tones.error, 2],
  ] as const) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.lineCap = 'round';
    ctx.beginPath();
    ctx.moveTo(x - CROSS, middle - CROSS);
    ctx.lineTo(x + CROSS, middle + CROSS);
    ctx.moveTo(x - CROSS, middle + CROSS);
    ctx.lineTo(x + CROSS, middle - CROSS);
    ctx.stroke();
  }
}

/** The growing end of a call in flight. */
function drawHead(ctx: CanvasRenderingContext2D, x: number, middle: number, palette: Palette): void {
  ctx.fillStyle = palette.tones.live;
  ctx.fillRect(x - 1, middle - 8, 2, 16);
}

/** How long it took, behind the bar; what went wrong stands there too. An arrow leads to a bar out of view. */
function drawText(
  ctx: CanvasRenderingContext2D,
  row: TimelineRow,
  middle: number,
  { palette, view, width }: MarkScene,
): void {
  const end = timeToPixel(row.end, view, width);
  ctx.font = palette.font;
  ctx.textBaseline = 'middle';
  const write = (text: string, x: number, colour: string) => {
    ctx.fillStyle = colour;
    ctx.fillText(text, x, middle + 0.5);
  };
  if (row.end < view.start) write('‹', 4, palette.text);
  else if (row.start > view.end) write('›', width - 9, palette.text);
  else {
    const duration = formatDuration(lengthOfRow(row));
    const isNormal = row.tone === 'good' || row.tone === 'live';
    write(duration, end + 8, palette.text);
    if (!isNormal) write(row.outcome, end + 14 + ctx.measureText(duration).width, palette.tones[row.tone]);
  }
}

/** Lets a whole row step back. */
function veil(ctx: CanvasRenderingContext2D, middle: number, { palette, width }: MarkScene): void {
  ctx.globalAlpha = 0.65;
  ctx.fillStyle = palette.background;
  ctx.fillRect(0, middle - ROW_HEIGHT / 2, width, ROW_HEIGHT);
}
