import { strict as assert } from 'node:assert';
import { buildOverviewBins } from '../../../webview/overviewBins';
import { drawTimelineCall } from './drawTimelineCall';

describe('bins of the overview', () => {
  it('hold the mean number of calls in flight, by what they did', () => {
    const calls = [
      drawTimelineCall(1, 'wait 0 150, thinking 150 200, streaming 200 400'),
      drawTimelineCall(2, 'connect 100 150, wait 150 200, receive 200 250'),
    ];
    const bins = buildOverviewBins(calls, { start: 0, end: 400 }, 4);
    assert.deepEqual([...bins.wait], [1, 1.5, 0, 0]);
    assert.deepEqual([...bins.thinking], [0, 0.5, 0, 0]);
    assert.deepEqual([...bins.streaming], [0, 0, 1.5, 1]);
  });

  it('ignore what lies beyond the span', () => {
    const calls = [drawTimelineCall(1, 'connect 10 950, wait 950 5000')];
    assert.deepEqual([...buildOverviewBins(calls, { start: 900, end: 1000 }, 2).wait], [1, 1]);
    assert.deepEqual([...buildOverviewBins(calls, { start: 0, end: 20 }, 2).wait], [0, 1]);
  });
});
