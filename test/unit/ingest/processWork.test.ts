import assert from 'node:assert/strict';
import type { RunId } from '../../../src/base/units';
import { RunBuilder } from '../../../src/ingest/runBuilder';
import type { Attribution } from '../../../src/model/attribution';
import { isSameRun } from '../../../src/model/compareRuns';
import type { Run } from '../../../src/model/run';
import type { Work } from '../../../src/model/work';
import type { ProbeRecord, WorkEndRecord, WorkRecord } from '../../../src/protocol/probeRecords';
import { epochOfZero, hello } from './drawSpool';

const begun = (id: string, t: number, facts: Partial<WorkRecord> = {}): WorkRecord => ({
  k: 'work',
  id,
  t,
  kind: 'process',
  name: 'rg',
  ...facts,
});
const ended = (id: string, t: number, facts: Partial<WorkEndRecord> = {}): WorkEndRecord => ({
  k: 'workEnd',
  id,
  t,
  how: 'done',
  ...facts,
});

describe('Other work of a run', () => {
  let builder: RunBuilder;
  beforeEach(() => {
    builder = new RunBuilder({
      id: 'run' as RunId,
      origin: { kind: 'record', title: 'agent' },
      startedAtEpoch: epochOfZero + 1000,
    });
  });

  const accept = (process: string, ...records: readonly ProbeRecord[]) =>
    builder.accept({ file: `${process}.spool.jsonl`, records });
  const build = (isOver = false): Run =>
    builder.build({ now: 99_000, ended: isOver, pauses: [], problems: [] });
  const onlyWork = (): Work => {
    const { work } = build();
    assert.equal(work.length, 1);
    return work[0] as Work;
  };

  it('has its times on the run’s clock', () => {
    accept('p', hello(1000), begun('p-1', 1500), ended('p-1', 1700, { how: 'error', code: '2' }));
    assert.deepEqual(onlyWork(), {
      id: 'p-1',
      process: 'p',
      kind: 'process',
      name: 'rg',
      start: 500,
      end: 700,
      outcome: 'error',
      code: '2',
    });
  });

  it('is in the order it began, however late it was told of', () => {
    accept('p', hello(1000), begun('1', 1500), ended('1', 1600));
    accept('q', hello(1000), begun('1', 1400, { kind: 'cpu' }), ended('1', 1450, { busy: 49, cpu: 40 }));
    assert.deepEqual(
      build().work.map(({ id, start, busy }) => [id, start, busy]),
      [
        ['q-1', 400, 49],
        ['p-1', 500, undefined],
      ],
    );
  });

  it('goes on until it ends, and is the same object until more is known', () => {
    accept('p', hello(1000), begun('1', 1500));
    const before = build();
    assert.equal(before.work[0]?.outcome, 'running');
    assert.equal(before.work[0]?.end, undefined);
    assert.equal(build().work[0], before.work[0]);
    assert.ok(isSameRun(before, build()));
    accept('p', ended('1', 1501));
    const after = build();
    assert.equal(after.work[0]?.outcome, 'done');
    assert.ok(!isSameRun(before, after));
  });

  it('ends once, and not before it began', () => {
    accept('p', hello(1000), begun('1', 1500), ended('1', 1490), ended('1', 1800, { how: 'abort' }));
    assert.deepEqual([onlyWork().end, onlyWork().outcome], [500, 'done']);
  });

  it('is cut when its process is gone, unless its end comes after all', () => {
    accept('p', hello(1000, { pid: 77 }), begun('1', 1500), { k: 'other', t: 1550, origin: 'http://a.test' });
    assert.deepEqual(builder.pidsToWatch(), [77]);
    builder.markGone(77);
    assert.deepEqual([onlyWork().outcome, onlyWork().end], ['cut', 550]);
    accept('p', ended('1', 1600));
    assert.deepEqual([onlyWork().outcome, onlyWork().end], ['done', 600]);
  });

  it('is given the line that its frames lead to', () => {
    const attribution: Attribution = { method: 'sync', confidence: 'high', chain: [] };
    accept('p', hello(1000), begun('1', 1500));
    const frame = { file: '/work/a.ts', line: 3, column: 1, origin: 'sync', depth: 0 } as const;
    const found = accept('p', { k: 'frames', id: '1', t: 1501, frames: [frame] });
    assert.deepEqual(found, [{ id: 'p-1', frames: [frame] }]);
    const before = onlyWork();
    for (const { id } of found) builder.setAttribution(id, attribution);
    assert.equal(onlyWork().attribution, attribution);
    assert.equal(before.attribution, undefined, 'what was published stays as it was');
  });

  it('that has no beginning is passed over', () => {
    accept('p', hello(1000), ended('1', 1600));
    assert.deepEqual(build().work, []);
  });

  it('that was left out is told once a kind', () => {
    for (const detail of ['http', 'http', 'timer']) {
      accept('p', hello(1000), { k: 'loss', t: 1001, what: 'workCap', detail });
    }
    const texts = build(true).problems.filter(({ code }) => code === 'probe.workCap');
    assert.equal(texts.length, 1);
    assert.match(texts[0]?.message ?? '', /\(http, timer\)$/);
  });
});
