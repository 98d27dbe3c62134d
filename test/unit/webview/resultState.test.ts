import { strict as assert } from 'node:assert';
import { viewResults } from '../../../webview/resultState';
import { drawSweptResults } from '../../support/webview/sweptSuite';

const results = drawSweptResults();

describe('the view of results', () => {
  it('begins at the lowest concurrency, with the figure that has a limit', () => {
    const { concurrency, figure, rows, levels } = viewResults(results, {});
    assert.deepEqual([concurrency, figure, rows.length, levels.length], [1, 'total', 4, 2]);
  });

  it('follows what was chosen as long as it is there', () => {
    assert.equal(viewResults(results, { concurrency: 4, figure: 'ttft' }).concurrency, 4);
    assert.equal(viewResults(results, { concurrency: 16 }).concurrency, 1);
  });
});
