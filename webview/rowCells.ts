import { formatDuration, formatNumberOf } from '../src/base/format';
import {
  isWork,
  type TimelineCall,
  type TimelineRow,
  type TimelineWork,
} from '../src/protocol/timelineMessages';
import type { ThreadItem } from './arrangeItems';
import { siteOf } from './describe';
import { build } from './dom';
import { durationOf, findLongestIteration } from './longestIteration';

/** What the list says of a row. */
export function cellsOfRow(row: TimelineRow, workLabels: ReadonlyMap<string, string>): HTMLElement[] {
  return isWork(row) ? cellsOfWork(row, workLabels) : cellsOfCall(row);
}

function cellsOfCall(call: TimelineCall): HTMLElement[] {
  const { name, place } = siteOf(call);
  const uncertain = call.certainty ? ' uncertain' : '';
  return [
    build('span', { className: 'ordinal', textContent: String(call.ordinal) }),
    build('span', { className: 'tone' }),
    build('span', { className: `name${uncertain}`, textContent: name }),
    build('span', { className: 'place', textContent: place }),
    build('span', { className: 'model', textContent: call.model }),
  ];
}

function cellsOfWork(row: TimelineWork, labels: ReadonlyMap<string, string>): HTMLElement[] {
  // What a request is called says that it is one; a sleep has no other name.
  const label = row.work === 'http' || row.work === 'timer' ? '' : (labels.get(row.work) ?? '');
  return [
    build('span', { className: 'ordinal' }),
    build('span', { className: 'tone' }),
    build('span', { className: 'name', textContent: row.name }),
    build('span', { className: 'place', textContent: row.frames[row.site]?.place ?? '' }),
    build('span', { className: 'model', textContent: label }),
  ];
}

/** What the list says of a loop, in two lines: where it is, and what became of it. */
export function cellsOfThread({ thread, isCollapsed }: ThreadItem): HTMLElement[] {
  const { name, place, iterations, start, end } = thread;
  const longest = findLongestIteration(iterations);
  return [
    build('span', { className: 'twistie', ariaHidden: 'true', textContent: isCollapsed ? '›' : '⌄' }),
    build('span', { className: 'name', textContent: name }),
    build('span', { className: 'place', textContent: place }),
    build(
      'span',
      { className: 'thread-facts' },
      `${formatNumberOf(iterations.length, 'iteration')} · ${formatDuration(end - start)}${longest ? ' · ' : ''}`,
      longest &&
        build('em', { textContent: `longest ${longest.ordinal}: ${formatDuration(durationOf(longest))}` }),
    ),
  ];
}
