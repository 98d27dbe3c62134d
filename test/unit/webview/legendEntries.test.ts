import { strict as assert } from 'node:assert';
import type { TimelinePhaseName, TimelineRow } from '../../../src/protocol/timelineMessages';
import { phaseTexts } from '../../../src/ui/phaseText';
import { timelineWorkKinds } from '../../../src/ui/views/timelineWork';
import { findLegendEntries } from '../../../webview/legendEntries';
import { drawTimelineCall } from './drawTimelineCall';
import { drawTimelineWork } from './drawTimelineWork';

const phases = Object.entries(phaseTexts).map(([name, { label, meaning }]) => ({
  name: name as TimelinePhaseName,
  label,
  meaning,
}));
const entriesOf = (rows: readonly TimelineRow[], hasPauses = false) =>
  findLegendEntries({ phases, work: timelineWorkKinds }, rows, hasPauses);
const labelsOf = (...args: Parameters<typeof entriesOf>) => entriesOf(...args).map(({ label }) => label);

describe('the legend of the timeline', () => {
  it('explains what is drawn, in the order of a call', () => {
    const calls = [
      drawTimelineCall(1, 'backoff 0 300, wait 300 600, streaming 600 900'),
      drawTimelineCall(2, 'wait 900 1000, thinking 1000 1100'),
    ];
    assert.deepEqual(labelsOf(calls), ['wait', 'thinking', 'streaming', 'back-off']);
    assert.deepEqual(labelsOf([]), []);
  });

  it('leaves out what is too small to be seen in every call', () => {
    const small = drawTimelineCall(1, 'queue 0 2, send 2 20, wait 20 1000');
    assert.deepEqual(labelsOf([small]), ['wait']);
    assert.deepEqual(labelsOf([small, drawTimelineCall(2, 'send 0 5, wait 5 100')]), ['send', 'wait']);
  });

  it('explains other work by how it is drawn', () => {
    const rows = ['http 0 10', 'process 10 20', 'cpu 20 30', 'http 30 40'].map((drawing) =>
      drawTimelineWork(drawing),
    );
    assert.deepEqual(labelsOf(rows), ['other work', 'busy']);
    const [work, busy] = entriesOf(rows);
    assert.match(work?.definition ?? '', /^HTTP: A request to .*\nprocess: A child process/);
    assert.match(busy?.definition ?? '', /^The event loop was busy/);
  });

  it('explains lines under bars and bands behind them where there are any', () => {
    const call = drawTimelineCall(1, 'wait 0 100');
    const held = { ...call, stretches: [{ kind: 'unheard', start: 10, end: 90 } as const] };
    assert.deepEqual(labelsOf([held], true), ['wait', 'not reading', 'paused']);
    assert.deepEqual(labelsOf([call]), ['wait']);
  });
});
