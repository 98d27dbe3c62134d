import { strict as assert } from 'node:assert';
import type { TimelineCall, TimelineHeader } from '../../../src/protocol/timelineMessages';
import {
  applyMessage,
  callAt,
  emptyState,
  markRows,
  rowAt,
  runSpan,
  selectedRow,
  selectRow,
  spanOf,
  type TimelineState,
  toggleAllGroups,
  toggleGroup,
  toggleWhatIf,
} from '../../../webview/state';
import { drawTimelineAnalysis, drawTimelineThread } from './drawTimelineAnalysis';
import { drawTimelineCall } from './drawTimelineCall';
import { drawTimelineWork } from './drawTimelineWork';

const header: TimelineHeader = {
  runId: 'r1',
  title: 'agent',
  live: true,
  now: 1000,
  figures: [],
  maxInFlight: 1,
  pauses: [],
  problems: [],
  emptyText: '',
};

const [first, second, third] = [1, 2, 3].map((n) => drawTimelineCall(n, 'wait 0 100')) as [
  TimelineCall,
  TimelineCall,
  TimelineCall,
];
const noKinds = { phaseKinds: [], figureKinds: [], workKinds: [], accountKinds: [] };
const full = applyMessage(emptyState, {
  type: 'snapshot',
  header,
  ...noKinds,
  calls: [first, second],
  work: [],
});

describe('timeline state', () => {
  it('adds new calls and replaces changed ones, in the order of the run', () => {
    const changed = { ...first, model: 'other' };
    const { calls } = applyMessage(full, { type: 'append', header, calls: [third, changed] });
    assert.deepEqual(calls, [changed, second, third]);
  });

  it('keeps the list of calls when only the header has changed', () => {
    const state = applyMessage(full, { type: 'append', header: { ...header, now: 2000 }, calls: [] });
    assert.equal(state.calls, full.calls);
    assert.equal(state.header?.now, 2000);
  });

  it('forgets calls that a new snapshot does not have, and keeps the selection', () => {
    const selected = selectRow(full, 'c2');
    const state = applyMessage(selected, {
      type: 'snapshot',
      header,
      ...noKinds,
      calls: [second],
      work: [],
    });
    assert.deepEqual(state.calls, [second]);
    assert.equal(selectedRow(state), second);
  });

  it('has calls and other work as rows, in the order they began', () => {
    const [early, late] = [drawTimelineWork('process 20 60'), drawTimelineWork('http 150 160')];
    const later = drawTimelineCall(2, 'wait 100 200');
    const state = applyMessage(emptyState, {
      type: 'snapshot',
      header,
      ...noKinds,
      calls: [first, later],
      work: [early, late],
    });
    assert.deepEqual(state.rows, [first, early, later, late]);
    assert.equal(selectedRow(selectRow(state, early.id)), early);
  });

  it('keeps other work until the host says what it is by now', () => {
    const sleep = drawTimelineWork('timer 110 120');
    const snapshot = { type: 'snapshot', header, ...noKinds, calls: [first], work: [sleep] } as const;
    const before = applyMessage(emptyState, snapshot);
    const same = applyMessage(before, { type: 'append', header, calls: [] });
    assert.equal(same.rows, before.rows);
    const after = applyMessage(before, { type: 'append', header, calls: [], work: [] });
    assert.deepEqual(after.rows, [first]);
  });

  it('marks several calls and selects the first; one call is selected without marks', () => {
    const several = applyMessage(full, { type: 'select', callIds: ['c2', 'c1'] });
    assert.deepEqual([several.selected, several.marked], ['c2', ['c2', 'c1']]);
    const one = applyMessage(several, { type: 'select', callIds: ['c1'] });
    assert.deepEqual([one.selected, one.marked], ['c1', []]);
  });

  it('keeps marks while the selection moves among them, and drops them when it leaves', () => {
    const several = applyMessage(full, { type: 'select', callIds: ['c2', 'c1'] });
    assert.deepEqual(selectRow(several, 'c1').marked, ['c2', 'c1']);
    assert.deepEqual(selectRow(several, 'c3').marked, []);
    assert.deepEqual(selectRow(several, undefined).marked, []);
  });
});

describe('calls in flight', () => {
  const live = drawTimelineCall(1, 'wait 0 100, streaming 100 400', { tone: 'live' });

  it('grow in their last phase', () => {
    const grown = callAt(live, 650);
    assert.equal(grown.end, 650);
    assert.deepEqual(grown.phases, [
      { name: 'wait', start: 0, end: 100 },
      { name: 'streaming', start: 100, end: 650 },
    ]);
  });

  it('never shrink, and others never grow', () => {
    assert.equal(callAt(live, 300), live);
    assert.equal(callAt(first, 5000), first);
  });

  it('are joined by other work that goes on', () => {
    const running = drawTimelineWork('process 100 400', { tone: 'live' });
    assert.deepEqual(rowAt(running, 650), { ...running, end: 650 });
    const over = drawTimelineWork('process 100 400');
    assert.equal(rowAt(over, 650), over);
    assert.deepEqual(runSpan([first, running], 650), { start: 0, end: 650 });
  });

  it('reach up to now', () => {
    assert.deepEqual(spanOf([live, drawTimelineCall(2, 'wait 50 60')], 650), { start: 0, end: 650 });
    assert.deepEqual(runSpan([live], 650), { start: 0, end: 650 });
  });
});

describe('the span of a run', () => {
  it('includes the time after the last call, but not a long silence', () => {
    const calls = [drawTimelineCall(1, 'wait 5000 25000')];
    assert.deepEqual(runSpan(calls, 25_500), { start: 5000, end: 25_500 });
    assert.deepEqual(runSpan(calls, 600_000), { start: 5000, end: 27_000 });
  });

  it('shows of a long start before the first call as much as leaves room for the calls', () => {
    const call = drawTimelineCall(1, 'wait 9000 10000');
    const startUp = drawTimelineWork('cpu 100 8990');
    assert.deepEqual(spanOf([startUp, call], 0), { start: 8850, end: 10_000 });
    assert.deepEqual(spanOf([drawTimelineWork('cpu 8900 8990'), call], 0), { start: 8900, end: 10_000 });
    assert.deepEqual(spanOf([startUp], 0), { start: 100, end: 8990 });
    assert.deepEqual(spanOf([], 5), { start: 0, end: 0 });
  });

  it('is that of the last call when the host has not said more', () => {
    assert.deepEqual(runSpan([drawTimelineCall(1, 'wait 0 500')], 100), { start: 0, end: 500 });
  });
});

describe('timeline state with loops', () => {
  const threads = [drawTimelineThread('c1', '0-100 c1, 100-200 c2')];
  const looped = applyMessage(full, { type: 'analysis', analysis: drawTimelineAnalysis({ threads }) });
  const listed = ({ items }: TimelineState) =>
    items.flatMap((item) => (item.kind === 'room' ? [] : [item.id])).join(' ');

  it('lists calls below the loops that were found', () => {
    assert.equal(listed(full), 'c1 c2');
    assert.equal(listed(looped), 'thread c1 c1 c2');
  });

  it('lists the rows of a loop, or no longer, of all loops too', () => {
    const collapsed = toggleGroup(looped, 'thread c1');
    assert.equal(listed(collapsed), 'thread c1');
    assert.equal(listed(toggleGroup(collapsed, 'thread c1')), listed(looped));
    assert.equal(listed(toggleAllGroups(looped)), 'thread c1');
    assert.equal(listed(toggleAllGroups(collapsed)), listed(looped));
  });

  it('stays collapsed when more is found out', () => {
    const analysis = drawTimelineAnalysis({ threads, end: 2000 });
    const state = applyMessage(toggleGroup(looped, 'thread c1'), { type: 'analysis', analysis });
    assert.equal(listed(state), 'thread c1');
  });

  it('lists rows that are to be seen', () => {
    const collapsed = toggleGroup(looped, 'thread c1');
    assert.equal(listed(applyMessage(collapsed, { type: 'select', callIds: ['c2'] })), listed(looped));
    assert.equal(listed(markRows(collapsed, ['c1'])), listed(looped));
    assert.equal(listed(markRows(collapsed, ['c3'])), 'thread c1');
  });

  it('marks the rows of a finding, even of one row, without leaving the list for the details of another', () => {
    const state = markRows(selectRow(looped, 'c1'), ['c2']);
    assert.deepEqual([state.marked, state.selected], [['c2'], undefined]);
    assert.equal(markRows(selectRow(looped, 'c2'), ['c2']).selected, 'c2');
    const opened = applyMessage(looped, { type: 'select', callIds: ['c2'], findingId: 'f1' });
    assert.deepEqual([opened.marked, opened.selected], [['c2'], undefined]);
  });

  it('switches what-ifs on and off, each by itself, and takes what the extension made of them', () => {
    const both = toggleWhatIf(toggleWhatIf(looped, 'f1'), 'f2');
    assert.deepEqual(both.whatIfs, ['f1', 'f2']);
    assert.deepEqual(toggleWhatIf(both, 'f1').whatIfs, ['f2']);
    const restored = applyMessage(both, { type: 'whatIf' });
    assert.deepEqual([restored.whatIfs, restored.prediction], [[], undefined]);
  });
});
