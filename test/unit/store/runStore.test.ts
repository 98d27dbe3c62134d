import assert from 'node:assert/strict';
import type { CallId, RunId } from '../../../src/base/units';
import type { Run } from '../../../src/model/run';
import { callSitesOf, nowOf, summaryOf } from '../../../src/store/runSelectors';
import { type RunChange, RunStore } from '../../../src/store/runStore';
import { drawRun } from '../../support/runDsl';

const run = (id: string, facts: Partial<Run> = {}): Run => ({
  ...drawRun([
    { line: 'sent 1, head 10, text 20 30, finish 31, done 32, close 40', site: '/work/a.ts:1:1 plan' },
  ]),
  id: id as RunId,
  status: 'running',
  end: undefined,
  ...facts,
});

describe('RunStore', () => {
  it('tells what happened to each run and to which of its calls', () => {
    const store = new RunStore();
    const changes: RunChange[] = [];
    const subscription = store.onDidChange((change) => changes.push(change));
    const calls = ['c1' as CallId];
    store.put(run('a'), []);
    store.put(run('a'), calls);
    store.put(run('a', { status: 'ended', end: 50 }), calls);
    store.put(run('a', { status: 'ended', end: 50 }), []);
    store.remove('a' as RunId);
    store.remove('a' as RunId);
    store.put(run('b', { status: 'ended', end: 50 }), []);
    subscription.dispose();
    store.put(run('c'), []);
    assert.deepEqual(
      changes.map(({ runId, kind, changedCalls }) => `${runId} ${kind} ${changedCalls}`.trim()),
      ['a added', 'a changed c1', 'a ended c1', 'a changed', 'a removed', 'b added'],
    );
  });

  it('gives runs newest first, each as it was put last', () => {
    const store = new RunStore();
    store.put(run('old', { startedAtEpoch: 1 }), []);
    store.put(run('new', { startedAtEpoch: 3 }), []);
    store.put(run('middle', { startedAtEpoch: 2 }), []);
    const last = run('old', { startedAtEpoch: 1 });
    store.put(last, []);
    assert.deepEqual(
      store.runs.map(({ id }) => id),
      ['new', 'middle', 'old'],
    );
    assert.equal(store.get('old' as RunId), last);
    assert.equal(store.get('none' as RunId), undefined);
  });
});

describe('selectors', () => {
  it('derive an ended run once', () => {
    const ended = run('a', { status: 'ended', end: 50 });
    assert.equal(summaryOf(ended), summaryOf(ended));
    assert.equal(callSitesOf(ended), callSitesOf(ended));
    assert.equal(summaryOf(ended).calls, 1);
    assert.equal(callSitesOf(ended)[0]?.site?.line, 1);
  });

  it('derive anew for another run and other budgets', () => {
    const ended = run('a', { status: 'ended', end: 50 });
    assert.notEqual(summaryOf(ended), summaryOf({ ...ended }));
    assert.deepEqual(callSitesOf(ended)[0]?.excesses, []);
    assert.equal(callSitesOf(ended, { ttftMs: 1 })[0]?.excesses.length, 1);
  });

  it('go with the time while calls are in flight, and not before', () => {
    const { now } = Date;
    try {
      let time = 10_000;
      Date.now = () => time;
      const calls = drawRun([{ line: 'sent 1, head 10' }]).calls;
      const live = run('a', { startedAtEpoch: 9000, calls });
      const first = summaryOf(live);
      assert.equal(first.wall, 1000);
      time += 50;
      assert.equal(summaryOf(live), first);
      time += 50;
      assert.equal(summaryOf(live).wall, 1100);
      const quiet = run('b', { startedAtEpoch: 9000 });
      const known = summaryOf(quiet);
      time += 5000;
      assert.equal(summaryOf(quiet), known);
      assert.equal(nowOf(quiet), 6100);
      assert.equal(nowOf(run('c', { status: 'ended', end: 50 })), 50);
    } finally {
      Date.now = now;
    }
  });
});
