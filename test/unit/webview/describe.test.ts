import { strict as assert } from 'node:assert';
import { describeRow, describeThread } from '../../../webview/describe';
import { drawTimelineThread } from './drawTimelineAnalysis';
import { drawTimelineCall } from './drawTimelineCall';
import { drawTimelineWork } from './drawTimelineWork';

const labels = new Map([
  ['process', 'process'],
  ['timer', 'sleep'],
  ['cpu', 'busy'],
]);

describe('a row in words', () => {
  it('names a call, its line and its times', () => {
    assert.equal(
      describeRow(drawTimelineCall(3, 'wait 100 400'), labels),
      'Call 3, planStep agent.ts:42, gpt-test, complete, starts at 100 ms, takes 300 ms',
    );
  });

  it('names other work by its kind, its line, its end and its times', () => {
    const failed = drawTimelineWork('process 100 400', { outcome: 'exit code 2', certainty: 'probably' });
    assert.equal(
      describeRow(failed, labels),
      'process rg, probably tools.ts:8, exit code 2, starts at 100 ms, takes 300 ms',
    );
  });

  it('says a kind once, and of a busy stretch for how long it was busy', () => {
    const nowhere = { frames: [], site: 0 };
    assert.equal(
      describeRow(drawTimelineWork('timer 100 400', { name: 'sleep', ...nowhere }), labels),
      'sleep, starts at 100 ms, takes 300 ms',
    );
    assert.equal(
      describeRow(drawTimelineWork('cpu 100 400', { name: 'computing', busy: 250, ...nowhere }), labels),
      'busy computing, starts at 100 ms, takes 250 ms',
    );
  });

  it('names a loop, its line, how long it took, and the iteration that stands out', () => {
    assert.equal(
      describeThread(drawTimelineThread('c1', '0-100 c1, 100-600 c2, 600-700 c3')),
      'Loop findCause, agent.ts:62, 3 iterations, takes 700 ms, longest is iteration 2 with 500 ms',
    );
    assert.equal(
      describeThread(drawTimelineThread('c1', '0-100 c1, 100-200 c2', { place: '' })),
      'Loop findCause, 2 iterations, takes 200 ms',
    );
  });
});
