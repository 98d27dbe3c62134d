import { strict as assert } from 'node:assert';
import { buildBars } from '../../../webview/waterfallBars';
import { drawTimelineCall } from './drawTimelineCall';
import { drawTimelineWork } from './drawTimelineWork';

const view = { start: 0, end: 1000 };

describe('bars of the waterfall', () => {
  it('are one per phase, in the row of their call', () => {
    const calls = [drawTimelineCall(1, 'wait 0 300, streaming 300 900'), drawTimelineCall(2, 'wait 100 400')];
    const bars = buildBars(calls, 7, view, 1000);
    assert.deepEqual(bars.wait, [
      { x: [0, 300], y: 7 },
      { x: [100, 400], y: 8 },
    ]);
    assert.deepEqual(bars.streaming, [{ x: [300, 900], y: 7 }]);
    assert.deepEqual(bars.tail, []);
  });

  it('show other work by what it was to the program', () => {
    const rows = ['http 10 20', 'process 30 40', 'timer 50 60', 'cpu 70 80', 'measure 90 95'].map((drawing) =>
      drawTimelineWork(drawing),
    );
    const bars = buildBars(rows, 0, view, 1000);
    assert.deepEqual(bars.work, [
      { x: [10, 20], y: 0 },
      { x: [30, 40], y: 1 },
    ]);
    assert.deepEqual(
      [bars.sleep, bars.busy, bars.mark],
      [[{ x: [50, 60], y: 2 }], [{ x: [70, 80], y: 3 }], [{ x: [90, 95], y: 4 }]],
    );
  });

  it('are left out beyond the view and cut at its edges', () => {
    const calls = [drawTimelineCall(1, 'connect -90 -50, wait -50 300, streaming 300 5000, tail 5000 5100')];
    const bars = buildBars(calls, 0, view, 1000);
    assert.deepEqual(bars.connect, []);
    assert.deepEqual(bars.wait, [{ x: [-1.5, 300], y: 0 }]);
    assert.deepEqual(bars.streaming, [{ x: [300, 1001.5], y: 0 }]);
    assert.deepEqual(bars.tail, []);
  });

  it('are left out when they would be drawn wider than they are long', () => {
    const bars = buildBars([drawTimelineCall(1, 'send 0 0.2, wait 0.2 300')], 0, view, 1000);
    assert.deepEqual(bars.send, []);
    assert.equal(bars.wait.length, 1);
  });

  it('are a sliver for a call that is too short to be seen', () => {
    const bars = buildBars([drawTimelineCall(1, 'wait 500 500.1, receive 500.1 500.2')], 0, view, 1000);
    assert.deepEqual(bars.receive, [{ x: [500, 501.5], y: 0 }]);
    assert.deepEqual(bars.wait, []);
  });
});
