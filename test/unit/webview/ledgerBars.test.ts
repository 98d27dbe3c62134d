import { strict as assert } from 'node:assert';
import { arrangeItems, type ThreadItem } from '../../../webview/arrangeItems';
import { buildLedgerBars } from '../../../webview/ledgerBars';
import { drawShares, drawTimelineThread } from './drawTimelineAnalysis';
import { drawTimelineCall } from './drawTimelineCall';

const drawn = drawTimelineThread('c1', '0-500 c1, 500-900 c2');
const thread = {
  ...drawn,
  iterations: drawn.iterations.map((iteration, index) => ({
    ...iteration,
    ledger: drawShares(index === 0 ? 'tool 300, wait 200' : 'wait 400'),
  })),
};
const calls = [drawTimelineCall(1, 'wait 0 200'), drawTimelineCall(2, 'wait 500 900')];
const item = arrangeItems(calls, [thread], new Set())[0] as ThreadItem;
const view = { start: 0, end: 1000 };
/** A pixel is a millisecond, so that the seam between neighbours is two. */
const barsOf = (part = view, width = 1000) => buildLedgerBars([{ item, line: 4 }], part, width);

describe('ledgers of iterations', () => {
  it('are stacked from the start of each on, accounts always in the same order', () => {
    const { wait, tool, streaming } = barsOf();
    assert.deepEqual(
      wait.map(({ x }) => x),
      [
        [0, 200],
        [500, 898],
      ],
    );
    assert.deepEqual(
      tool.map(({ x }) => x),
      [[200, 498]],
    );
    assert.deepEqual(streaming, []);
  });

  it('are drawn in the second line of the head', () => {
    assert.ok(barsOf().wait.every(({ y }) => y > 4.5 && y < 5.5));
  });

  it('are cut at the edges of the view', () => {
    assert.deepEqual(barsOf({ start: 100, end: 300 }).wait[0]?.x, [100, 200]);
    assert.equal(barsOf({ start: 100, end: 300 }).wait.length, 1);
  });

  it('are left out where nobody could see them', () => {
    assert.deepEqual(barsOf(view, 2).wait, []);
  });
});
