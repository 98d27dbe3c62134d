import { formatDuration } from '../src/base/format';
import type { TimelineState } from './state';
import { timeToPixel, type Viewport } from './viewport';

/** Pixels right of a line that its label needs. */
const ROOM_OF_LABEL = 110;

/**
 * Where the run would have ended; beyond the view, at its edge.
 * @param place what the line is drawn over: the view, the width of the bars and of the labels before them in pixels
 */
export function drawPredictedEnd(
  predicted: HTMLElement,
  { prediction, analysis }: TimelineState,
  { view, width, labels }: { readonly view: Viewport; readonly width: number; readonly labels: number },
): void {
  predicted.hidden = prediction === undefined;
  const at = prediction ? timeToPixel(prediction.end, view, width) : 0;
  const x = Math.min(Math.max(at, 0), width);
  predicted.classList.toggle('before', at < x);
  predicted.classList.toggle('late', at > width - ROOM_OF_LABEL);
  predicted.classList.toggle('after', at > x);
  predicted.style.transform = `translateX(${labels + x}px)`;
  const label = predicted.firstElementChild;
  if (!label || !prediction || !analysis) return;
  const saved = analysis.end - prediction.end;
  label.textContent = `ends ${saved < 0 ? '+' : '−'}${formatDuration(Math.abs(saved))}`;
}
