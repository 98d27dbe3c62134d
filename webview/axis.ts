import { build } from './dom';
import { buildAxisTicks } from './timeAxis';
import { timeToPixel, type Viewport } from './viewport';

/** Draws the labels of the time axis; the lines below them are the chart's grid, at the same moments. */
export function drawAxis(axis: HTMLElement, view: Viewport, width: number): void {
  const ticks = buildAxisTicks(view, width);
  while (axis.childElementCount > ticks.length) axis.lastElementChild?.remove();
  while (axis.childElementCount < ticks.length) axis.append(build('span'));
  for (const [index, { at, label }] of ticks.entries()) {
    const node = axis.children[index] as HTMLElement;
    if (node.textContent !== label) node.textContent = label;
    node.style.transform = `translateX(${timeToPixel(at, view, width)}px)`;
  }
}
