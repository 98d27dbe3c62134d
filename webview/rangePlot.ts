import type { ResultFigure } from '../src/protocol/completionMessages';
import { build } from './dom';
import { placeOn, type ResultScale } from './resultScale';
import { svg } from './svg';

/** Height of the strip of samples in units of its view box; its width is 1000. */
const STRIP = 10;

/**
 * A percentile with its interval against the limit, on an axis that all rows share: the bar is where the true percentile
 * lies, the line through it the estimate, the ring the median, the ticks below single requests. A bar that fades out has
 * too few samples for a bound.
 */
export function drawRangePlot(
  figure: ResultFigure,
  values: readonly number[],
  scale: ResultScale,
): HTMLElement {
  const { p50, tail, limit, verdict = 'none' } = figure;
  const plot = build('div', { className: 'range', ariaHidden: 'true', data: { verdict } });
  if (values.length > 0) plot.append(drawStrip(values, scale));
  if (limit !== undefined) plot.append(drawAt('limit', placeOn(scale, limit)));
  if (tail) {
    const [low, high] = [tail.low ?? 0, tail.high ?? scale.max];
    const bar = build('span', { className: 'interval' });
    bar.classList.toggle('open-low', tail.low === undefined);
    bar.classList.toggle('open-high', tail.high === undefined);
    const [start, end] = [placeOn(scale, low), placeOn(scale, high)];
    bar.style.left = percent(start);
    bar.style.width = percent(end - start);
    plot.append(bar, drawAt('tail', placeOn(scale, tail.value)));
    if (tail.value > scale.max) plot.append(build('span', { className: 'beyond', textContent: '›' }));
  }
  if (p50) plot.append(drawAt('median', placeOn(scale, p50.value)));
  return plot;
}

/** The axis above the plots. */
export function drawRangeAxis(scale: ResultScale, format: (value: number) => string): HTMLElement {
  const axis = build('div', { className: 'range-axis', ariaHidden: 'true' });
  for (const tick of scale.ticks) {
    const label = drawAt('tick', placeOn(scale, tick));
    label.textContent = format(tick);
    axis.append(label);
  }
  return axis;
}

function drawAt(className: string, share: number): HTMLElement {
  const node = build('span', { className });
  node.style.left = percent(share);
  return node;
}

function drawStrip(values: readonly number[], scale: ResultScale): SVGSVGElement {
  const ticks = values.map((value) => `M${(placeOn(scale, value) * 1000).toFixed(1)} 0V${STRIP}`).join('');
  return svg(
    'svg',
    { viewBox: `0 0 1000 ${STRIP}`, preserveAspectRatio: 'none', class: 'strip' },
    svg('path', { d: ticks, 'vector-effect': 'non-scaling-stroke' }),
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
