import { strict as assert } from 'node:assert';
import type { TimelineThread } from '../../../src/protocol/timelineAnalysis';
import { arrangeItems, headsAround, type Item, itemIdOf, rowsOfItem } from '../../../webview/arrangeItems';
import { drawTimelineThread } from './drawTimelineAnalysis';
import { drawTimelineCall } from './drawTimelineCall';
import { drawTimelineWork } from './drawTimelineWork';

const rows = [
  drawTimelineCall(1, 'wait 0 90'),
  drawTimelineCall(2, 'wait 100 200'),
  drawTimelineWork('http 210 290'),
  drawTimelineCall(3, 'wait 220 240'),
  drawTimelineCall(4, 'wait 250 280'),
  drawTimelineCall(5, 'wait 300 400'),
  drawTimelineCall(6, 'wait 350 500'),
];
const outer = drawTimelineThread('c2', '100-300 c2, 300-400 c5', { others: ['http 210 290'] });
const inner = drawTimelineThread('c3', '220-250 c3, 250-280 c4', { parent: 'c2' });

const show = (item: Item) => {
  if (item.kind === 'room') return '..';
  return `${' '.repeat(item.depth)}${item.kind === 'thread' && item.isCollapsed ? '+' : ''}${item.id}`;
};
const arrange = (threads: readonly TimelineThread[], collapsed: readonly string[] = []) =>
  arrangeItems(rows, threads, new Set(collapsed));

describe('lines of the list', () => {
  it('are the rows as they are when no loop was found', () => {
    const items = arrange([]);
    assert.deepEqual(
      items.map((item) => item.kind === 'row' && [item.row, item.depth]),
      rows.map((row) => [row, 0]),
    );
  });

  it('hold the rows of a loop together below its head, other work in its place', () => {
    assert.deepEqual(arrange([outer, inner]).map(show), [
      'c1',
      'thread c2',
      '..',
      ' c2',
      ' http 210 290',
      ' thread c3',
      '..',
      '  c3',
      '  c4',
      ' c5',
      'c6',
    ]);
  });

  it('leave the rows of a loop out that is collapsed, and stand for them', () => {
    const items = arrange([outer, inner], [itemIdOf(outer)]);
    assert.deepEqual(items.map(show), ['c1', '+thread c2', '..', 'c6']);
    assert.deepEqual(
      items.flatMap(rowsOfItem).map(({ id }) => id),
      ['c1', 'c2', 'http 210 290', 'c3', 'c4', 'c5', 'c6'],
    );
  });

  it('keep the rest when only a loop within a loop is collapsed', () => {
    const ids = arrange([outer, inner], [itemIdOf(inner)]).map(show);
    assert.deepEqual(ids.slice(5, 8), [' +thread c3', '..', ' c5']);
  });

  it('have no head for a loop none of whose calls has come yet', () => {
    assert.equal(arrange([drawTimelineThread('c9', '600-700 c9, 700-800 c10')]).length, rows.length);
  });

  it('know in which loops a row lies, the inner one first', () => {
    assert.deepEqual(headsAround('c4', [outer, inner]), ['thread c3', 'thread c2']);
    assert.deepEqual(headsAround('c1', [outer, inner]), []);
  });
});
