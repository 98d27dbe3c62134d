import { formatDuration } from '../src/base/format';
import type { TimelineGap, TimelineShare } from '../src/protocol/timelineAnalysis';
import type { Palette } from './palette';
import { timeToPixel, type Viewport } from './viewport';

/** Pixels below which a gap has no label. */
const LEAST = 5;
/** A share of a gap that is smaller than this is left out of its label, unless it is unexplained. */
const LEAST_SHARE = 0.1;
const TICK = 3;
const AIR = 6;

interface GapScene {
  readonly view: Viewport;
  readonly width: number;
  readonly palette: Palette;
}

/** What a gap was spent on, from all of it to what there is less room for: `read_notes 840 ms, unexplained 40 ms`. */
export function describeGap({ start, end, shares }: TimelineGap): readonly string[] {
  const least = (share: TimelineShare) =>
    (end - start) * (share.account === 'unexplained' ? LEAST_SHARE / 2 : LEAST_SHARE);
  const named = shares.filter((share) => share.time >= least(share)).map((share) => describeShare(share));
  const [first = ''] = named;
  const short = shares[0] && describeShare({ ...shares[0], label: shares[0].label.replace(/, .*/, ', …') });
  return [named.join(', '), first, short ?? '', formatDuration(end - start)];
}

function describeShare({ label, time }: Pick<TimelineShare, 'label' | 'time'>): string {
  return `${label} ${formatDuration(time)}`;
}

/** A thin measure from the answer to the request, and before it what that time was spent on, where there is room. */
export function drawGap(
  ctx: CanvasRenderingContext2D,
  gap: TimelineGap,
  middle: number,
  { view, width, palette }: GapScene,
): void {
  const [from, to] = [timeToPixel(gap.start, view, width), timeToPixel(gap.end, view, width)];
  if (to - from < LEAST || to < 0 || from > width) return;
  ctx.save();
  ctx.strokeStyle = palette.text;
  ctx.globalAlpha = 0.6;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(from + 0.5, middle - TICK);
  ctx.lineTo(from + 0.5, middle + TICK);
  ctx.moveTo(from + 0.5, middle + 0.5);
  ctx.lineTo(to - 1, middle + 0.5);
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.font = palette.font;
  ctx.textBaseline = 'middle';
  ctx.fillStyle = palette.text;
  const text = describeGap(gap).find((one) => ctx.measureText(one).width < from - AIR);
  if (text) ctx.fillText(text, from - AIR - ctx.measureText(text).width, middle + 0.5);
  ctx.restore();
}
