import { strict as assert } from 'node:assert';
import { findRowWindow, ROW_HEIGHT, scrollToRow } from '../../../webview/rowWindow';

describe('row window', () => {
  it('covers every row in view at every scroll position', () => {
    for (let scrollTop = 0; scrollTop < 5000; scrollTop += 7) {
      const { first, end } = findRowWindow(scrollTop, 600);
      assert.ok(first * ROW_HEIGHT <= scrollTop, `${scrollTop}: from ${first}`);
      assert.ok(end * ROW_HEIGHT >= scrollTop + 600, `${scrollTop}: to ${end}`);
    }
  });

  it('keeps a constant number of rows once scrolled, so that the canvas keeps its size', () => {
    const sizes = new Set<number>();
    for (let scrollTop = 1000; scrollTop < 5000; scrollTop += 7) {
      const { first, end } = findRowWindow(scrollTop, 600);
      sizes.add(end - first);
    }
    assert.equal(sizes.size, 1);
  });

  it('scrolls as little as is needed to show a row', () => {
    assert.equal(scrollToRow(3, 0, 600), 0);
    assert.equal(scrollToRow(30, 0, 600), 31 * ROW_HEIGHT - 600);
    assert.equal(scrollToRow(2, 500, 600), 2 * ROW_HEIGHT);
  });
});
