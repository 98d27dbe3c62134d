import { formatDuration } from '../src/base/format';
import type { TimelineWork, TimelineWorkKind } from '../src/protocol/timelineMessages';
import { lengthOfRow } from './describe';
import { build } from './dom';

/** What the tooltip says about a piece of other work: what it was, where it was begun, how long it took. */
export function buildWorkTooltip(row: TimelineWork, kinds: readonly TimelineWorkKind[]): HTMLElement[] {
  const kind = kinds.find(({ name }) => name === row.work);
  const place = row.frames[row.site]?.place;
  const facts = [kind?.label, row.outcome].filter(Boolean).join(' · ');
  return [
    build(
      'div',
      { className: 'tooltip-head' },
      build('strong', { textContent: row.name }),
      build('span', { textContent: [row.certainty, place].filter(Boolean).join(' ') }),
    ),
    build('div', { className: 'tooltip-facts', textContent: facts, data: { tone: row.tone } }),
    build(
      'dl',
      {},
      build('dt', { textContent: 'took' }),
      build('dd', { textContent: formatDuration(lengthOfRow(row)) }),
      build('dt', { textContent: 'at' }),
      build('dd', { textContent: formatDuration(row.start) }),
    ),
  ];
}
