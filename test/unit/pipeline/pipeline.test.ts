import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Run, RunOrigin } from '../../../src/model/run';
import { type LiveRun, readRunFolder, recordRun, takeUpRuns } from '../../../src/pipeline';
import { readPauses, savePauses } from '../../../src/store/pausesOnDisk';
import { RunArchive } from '../../../src/store/runArchive';
import { OWNER_FILE, tracePathOf } from '../../../src/store/runFolder';
import { type RunChange, RunStore } from '../../../src/store/runStore';
import { loadTrace } from '../../../src/store/traceOnDisk';
import { chatCall, DrawnSpool, data, hello, request, textEvent } from '../ingest/drawSpool';

const origin: RunOrigin = { kind: 'record', title: 'agent', folder: '/work' };

describe('pipeline', () => {
  let spool: DrawnSpool;
  let store: RunStore;
  let changes: RunChange[];
  let live: LiveRun | undefined;
  beforeEach(() => {
    spool = new DrawnSpool();
    store = new RunStore();
    changes = [];
    store.onDidChange((change) => changes.push(change));
    live = undefined;
  });
  afterEach(async () => {
    await live?.end();
    spool.delete();
  });

  const record = (): LiveRun => {
    live = recordRun({ store, origin, folder: spool.folder, pollEveryMs: 5 });
    return live;
  };
  const run = (): Run => store.runs[0] as Run;
  const until = async (isSo: () => boolean) => {
    for (let turn = 0; turn < 1600 && !isSo(); turn += 1) await delay(5);
    assert.ok(isSo(), 'it never came to that');
  };
  const outcomes = () => run().calls.map(({ outcome }) => outcome);
  /** A process whose number is that of the test, which lives. */
  const here = (t = 1000) => hello(t, { pid: process.pid, epoch: Date.now() });

  describe('recordRun', () => {
    it('has the run in the store at once, named after its folder', () => {
      const { id, spoolFolder } = record();
      assert.equal(id, basename(spool.folder));
      assert.equal(spoolFolder, spool.folder);
      assert.deepEqual([run().id, run().status, run().calls, run().origin], [id, 'running', [], origin]);
      assert.deepEqual(run().problems, []);
    });

    it('creates a private folder when there is none', async () => {
      rmSync(spool.folder, { recursive: true });
      record();
      spool.write('p', here(), ...chatCall('1', 1000));
      await until(() => outcomes().join() === 'complete');
    });

    it('follows a call from its start to its end', async () => {
      record();
      const records = chatCall('1', 1000);
      spool.write('p', here(), ...records.slice(0, 3));
      await until(() => outcomes().join() === 'inFlight');
      spool.write('p', ...records.slice(3, 6));
      await until(() => run().calls[0]?.attempts[0]?.reads.length === 2);
      spool.write('p', ...records.slice(6));
      await until(() => outcomes().join() === 'complete');
      assert.equal(run().status, 'running');
    });

    it('tells of nothing while nothing happens, and of the calls that changed alone', async () => {
      record();
      spool.write('p', here(), ...chatCall('1', 1000), request('2', 1500));
      await until(() => run().calls.length === 2);
      changes.length = 0;
      await delay(100);
      assert.deepEqual(changes, []);
      spool.write('p', ...chatCall('2', 1500).slice(1));
      await until(() => outcomes().join() === 'complete,complete');
      assert.deepEqual([...new Set(changes.flatMap(({ changedCalls }) => changedCalls))], ['p-2']);
    });

    it('puts pauses on the run’s clock and names the calls they hold', async () => {
      const { setPauses } = { setPauses: record().setPauses.bind(live) };
      spool.write('p', here(), request('1', 1000));
      await until(() => run().calls.length === 1);
      changes.length = 0;
      const startEpoch = Date.now();
      setPauses([{ startEpoch }]);
      await until(() => run().pauses.length === 1);
      assert.deepEqual(run().pauses, [{ start: startEpoch - run().startedAtEpoch, end: undefined }]);
      assert.deepEqual(
        changes.map(({ changedCalls }) => changedCalls),
        [['p-1']],
      );
      setPauses([{ startEpoch, endEpoch: startEpoch + 7 }]);
      await until(() => run().pauses[0]?.end !== undefined);
      assert.equal((run().pauses[0]?.end ?? 0) - (run().pauses[0]?.start ?? 0), 7);
    });

    it('shows at once that a process was killed in mid-stream, with every chunk that had come', async () => {
      record();
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      spool.write(
        'p',
        hello(1000, { pid: child.pid, epoch: Date.now() }),
        ...chatCall('1', 1000).slice(0, 7),
      );
      await until(() => run().calls[0]?.attempts[0]?.reads.length === 3);
      assert.equal(outcomes().join(), 'inFlight');
      child.kill('SIGKILL');
      await once(child, 'exit');
      await until(() => outcomes().join() === 'cut');
      const attempt = run().calls[0]?.attempts[0];
      assert.equal(attempt?.reads.length, 3);
      assert.equal(attempt?.timing.close, attempt?.reads.at(-1)?.at);
      assert.equal(run().status, 'running');
    });

    it('leaves a run removed that a person has removed', async () => {
      const { id } = record();
      store.remove(id);
      spool.write('p', here(), ...chatCall('1', 1000));
      await delay(50);
      const ended = await live?.end();
      assert.equal(ended?.calls.length, 1);
      assert.deepEqual(
        changes.map(({ kind }) => kind),
        ['added', 'removed'],
      );
    });

    it('says while it goes on what can’t be read', async () => {
      record();
      spool.write('p', here(), { ...request('1', 1000), method: 7 });
      mkdirSync(spool.pathOf('q'));
      await until(() => run().problems.length === 2);
      assert.deepEqual(
        run().problems.map(({ code }) => code),
        ['garbageLines', 'unreadableSpool'],
      );
    });
  });

  describe('end', () => {
    it('drains, closes what is open, saves the run and deletes what holds content', async () => {
      record();
      spool.write('p', here(), ...chatCall('1', 1000), ...chatCall('2', 1500).slice(0, 6));
      const ended = await live?.end();
      assert.equal(ended, run());
      assert.deepEqual([ended?.status, outcomes().join()], ['ended', 'complete,cut']);
      assert.ok((ended?.end ?? -1) >= 0);
      assert.equal(changes.at(-1)?.kind, 'ended');
      assert.deepEqual(readdirSync(spool.folder), ['run.lltrace']);
      const saved = await loadTrace(tracePathOf(spool.folder));
      assert.deepEqual(saved.run, JSON.parse(JSON.stringify(ended)));
      assert.doesNotMatch(readFileSync(tracePathOf(spool.folder), 'utf8'), /secret|three/);
    });

    it('happens once', async () => {
      record();
      assert.equal(await live?.end(), await live?.end());
      assert.equal(changes.filter(({ kind }) => kind === 'ended').length, 1);
    });

    it('takes a last record that lacks its line feed, and reports one that is torn', async () => {
      record();
      const records = chatCall('1', 1000);
      spool.write('p', here(), ...records.slice(0, -1));
      spool.writeRaw('p', JSON.stringify(records.at(-1)));
      spool.write('q', here());
      spool.writeRaw('q', '{"k":"req","id"');
      const ended = await live?.end();
      assert.equal(outcomes().join(), 'complete');
      assert.deepEqual(
        ended?.problems.map(({ code }) => code),
        ['tornLine'],
      );
      assert.deepEqual(readdirSync(spool.folder), ['run.lltrace']);
    });

    it('keeps what it could not read', async () => {
      record();
      spool.write('p', here(), ...chatCall('1', 1000));
      spool.write('q', { ...here(), v: 99 });
      const ended = await live?.end();
      assert.deepEqual(
        ended?.problems.map(({ code }) => code),
        ['newerSpool', 'rawKept'],
      );
      assert.deepEqual(readdirSync(join(spool.folder, 'unread')), ['q.spool.jsonl']);
      assert.equal(outcomes().join(), 'complete');
    });

    it('says what happened when the folder has vanished, and still shows what was seen', async () => {
      record();
      spool.write('p', here(), ...chatCall('1', 1000));
      await until(() => outcomes().join() === 'complete');
      rmSync(spool.folder, { recursive: true });
      const ended = await live?.end();
      assert.deepEqual(
        ended?.problems.map(({ code }) => code),
        ['unreadableFolder', 'unreadableSpool', 'notSaved'],
      );
      assert.equal(outcomes().join(), 'complete');
    });

    it('explains a run without any process', async () => {
      record();
      assert.deepEqual(
        (await live?.end())?.problems.map(({ code }) => code),
        ['noProcess'],
      );
    });
  });

  describe('readRunFolder', () => {
    it('reads a finished folder and changes nothing in it', async () => {
      spool.write('b', hello(2000), ...chatCall('1', 2100));
      spool.write('a', hello(1000), ...chatCall('1', 1200).slice(0, 6));
      const found = await readRunFolder(spool.folder);
      assert.deepEqual(
        found.calls.map(({ outcome, attempts }) => [attempts[0]?.timing.start, outcome]),
        [
          [200, 'cut'],
          [1100, 'complete'],
        ],
      );
      assert.deepEqual([found.status, found.end, found.origin.kind], ['ended', 1430, 'imported']);
      assert.deepEqual(readdirSync(spool.folder), ['a.spool.jsonl', 'b.spool.jsonl']);
    });

    it('says what is wrong with a folder that holds nothing or is not there', async () => {
      assert.deepEqual(
        (await readRunFolder(spool.folder)).problems.map(({ code }) => code),
        ['noProcess'],
      );
      const nowhere = await readRunFolder('/nowhere/at/all');
      assert.deepEqual(
        nowhere.problems.map(({ code }) => code),
        ['unreadableFolder', 'noProcess'],
      );
    });
  });

  it('writes pauses down as they are told, and lets go of them with the run', async () => {
    const running = record();
    const pauses = [{ startEpoch: 1000, endEpoch: 2000 }, { startEpoch: 3000 }];
    for (let told = 0; told <= pauses.length; told++) running.setPauses(pauses.slice(0, told));
    running.setPauses(pauses);
    let saved: unknown = [];
    for (let turn = 0; turn < 1600 && JSON.stringify(saved) !== JSON.stringify(pauses); turn++) {
      await delay(5);
      saved = await readPauses(spool.folder);
    }
    assert.deepEqual(saved, pauses);
    await running.end();
    assert.deepEqual(readdirSync(spool.folder), ['run.lltrace']);
  });

  describe('takeUpRuns', () => {
    it('closes what a dead editor has left as it would have done', async () => {
      const folder = join(spool.folder, 'left');
      mkdirSync(folder);
      const dead = spawn(process.execPath, ['-e', '']);
      await once(dead, 'exit');
      const owner = { pid: dead.pid, host: hostname(), startedAtEpoch: hello(0).epoch + 900, origin };
      spool.writeOther(join('left', OWNER_FILE), JSON.stringify(owner));
      spool.writeRaw(
        join('left', 'p'),
        [hello(1000), ...chatCall('1', 1000).slice(0, 6)].map((line) => `${JSON.stringify(line)}\n`).join(''),
      );
      await takeUpRuns(new RunArchive({ store, root: spool.folder }), store);
      assert.deepEqual(
        [run().id, run().origin, run().status, outcomes().join()],
        ['left', origin, 'ended', 'cut'],
      );
      assert.equal(run().calls[0]?.attempts[0]?.timing.start, 100);
      assert.deepEqual(readdirSync(folder), ['run.lltrace']);
      await takeUpRuns(new RunArchive({ store, root: spool.folder }), store);
      assert.equal(store.runs.length, 1);
    });

    it('knows of the times in which a debugger held what a dead editor has left', async () => {
      const folder = join(spool.folder, 'left');
      mkdirSync(folder);
      const { epoch } = hello(0);
      const dead = spawn(process.execPath, ['-e', '']);
      await once(dead, 'exit');
      const owner = { pid: dead.pid, host: hostname(), startedAtEpoch: epoch + 900, origin };
      spool.writeOther(join('left', OWNER_FILE), JSON.stringify(owner));
      await savePauses(folder, [
        { startEpoch: epoch + 950, endEpoch: epoch + 960 },
        { startEpoch: epoch + 1100 },
      ]);
      spool.writeRaw(
        join('left', 'p'),
        [hello(1000), ...chatCall('1', 1000)].map((line) => `${JSON.stringify(line)}\n`).join(''),
      );
      await takeUpRuns(new RunArchive({ store, root: spool.folder }), store);
      const [first, last] = run().pauses;
      assert.deepEqual(first, { start: 50, end: 60 });
      assert.equal(last?.start, 200);
      assert.ok((last?.end ?? 0) >= 200, 'it ended with the run');
      assert.deepEqual(readdirSync(folder), ['run.lltrace']);
    });

    it('leaves runs alone that are being recorded', async () => {
      record();
      spool.write('p', here(), ...chatCall('1', 1000));
      await takeUpRuns(new RunArchive({ store, root: join(spool.folder, '..') }), store);
      assert.equal(run().status, 'running');
    });
  });

  it('costs little for calls that stream fast and for calls that are over', async function () {
    this.timeout(30_000);
    record();
    const over = Array.from({ length: 1000 }, (_, index) => chatCall(`over${index}`, 1000 + index));
    spool.write('p', here(), ...over.flat());
    const streaming = Array.from({ length: 5 }, (_, index) => `live${index}`);
    spool.write('p', ...streaming.flatMap((id) => chatCall(id, 2000).slice(0, 4)));
    await until(() => run().calls.length === 1005);
    const before = process.cpuUsage();
    for (let chunk = 0; chunk < 400; chunk += 1) {
      spool.write('p', ...streaming.map((id) => data(id, 2100 + chunk * 5, textEvent(`word${chunk} `))));
      await delay(2);
    }
    await until(() =>
      streaming.every(
        (id) => run().calls.find((call) => call.id === `p-${id}`)?.attempts[0]?.reads.length === 400,
      ),
    );
    const { user, system } = process.cpuUsage(before);
    // 2000 chunks, published every few of them: some tens of microseconds a chunk, and nothing per finished call.
    assert.ok((user + system) / 1000 < 5000, `${(user + system) / 1000} ms`);
  });
});
