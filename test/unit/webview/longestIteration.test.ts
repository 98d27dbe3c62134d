import { strict as assert } from 'node:assert';
import { findLongestIteration } from '../../../webview/longestIteration';
import { drawTimelineThread } from './drawTimelineAnalysis';

const longestOf = (drawing: string) =>
  findLongestIteration(drawTimelineThread('c1', drawing).iterations)?.ordinal;

describe('the longest iteration', () => {
  it('stands out when it took clearly longer than the one in the middle', () => {
    assert.equal(longestOf('0-100 c1, 100-300 c2, 300-400 c3, 400-520 c4'), 2);
  });

  it('does not when all take about as long, or when there are only two', () => {
    assert.equal(longestOf('0-100 c1, 100-210 c2, 210-330 c3'), undefined);
    assert.equal(longestOf('0-100 c1, 100-900 c2'), undefined);
  });
});
