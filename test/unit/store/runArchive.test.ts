import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { access, mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { RunId } from '../../../src/base/units';
import type { Run } from '../../../src/model/run';
import { LOCK_FOLDER } from '../../../src/store/folderLock';
import { RunArchive } from '../../../src/store/runArchive';
import { claimFolder, isInUse, OWNER_FILE, readOwner, tracePathOf } from '../../../src/store/runFolder';
import { RunStore } from '../../../src/store/runStore';
import { settleRun } from '../../../src/store/settleRun';
import { loadTrace, saveTrace } from '../../../src/store/traceOnDisk';
import { drawRun } from '../../support/runDsl';

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** The number of a process that is dead for sure. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid as number;
}

describe('run folders', () => {
  let root: string;
  let store: RunStore;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'lens-runs-'));
    store = new RunStore();
  });
  afterEach(() => rm(root, { recursive: true }));

  const endedRun = (id: string, startedAtEpoch = 1000): Run => ({
    ...drawRun([{ line: 'sent 1, head 10, text 20 30, finish 31, done 32, close 40' }]),
    id: id as RunId,
    status: 'ended',
    end: 50,
    startedAtEpoch,
  });
  const folderOf = async (id: string) => {
    const folder = join(root, id);
    await mkdir(folder, { recursive: true });
    return folder;
  };
  const rawFile = async (id: string, name = 'p') => {
    const path = join(await folderOf(id), `${name}.spool.jsonl`);
    await writeFile(path, 'raw');
    return path;
  };
  const writeOwner = async (id: string, pid: number, host = hostname()) => {
    const owner = { pid, host, startedAtEpoch: 1, origin: { kind: 'debug', title: 'x' } };
    await writeFile(join(await folderOf(id), OWNER_FILE), JSON.stringify(owner));
  };
  const archive = (keep?: number) => new RunArchive({ store, root, keep });
  /** Names of the folders that are handed over. */
  const takeUp = async () => {
    const taken: string[] = [];
    await archive().takeUp(async (folder) => {
      taken.push(basename(folder));
    });
    return taken;
  };
  /** Deleting goes on in the background. */
  const settled = async (isDone: () => Promise<boolean>) => {
    for (let turn = 0; turn < 800 && !(await isDone()); turn += 1)
      await new Promise((done) => setTimeout(done, 10));
    assert.ok(await isDone());
  };

  describe('settleRun', () => {
    it('saves the run, deletes what was taken from and gives the folder up', async () => {
      const raw = await rawFile('a');
      const folder = await folderOf('a');
      await claimFolder(folder, { startedAtEpoch: 1000, origin: { kind: 'record', title: 'x' } });
      const run = await settleRun(folder, endedRun('a'), { taken: [raw], left: [] });
      assert.deepEqual(await readdir(folder), ['run.lltrace']);
      assert.equal((await stat(tracePathOf(folder))).mode & 0o777, 0o600);
      assert.equal((await loadTrace(tracePathOf(folder))).run.calls.length, 1);
      assert.deepEqual(run.problems, []);
    });

    it('keeps what could not be read, apart, and says where', async () => {
      const raw = await rawFile('a');
      const newer = await rawFile('a', 'newer');
      const folder = await folderOf('a');
      const run = await settleRun(folder, endedRun('a'), {
        taken: [raw],
        left: [newer, join(folder, 'gone')],
      });
      assert.deepEqual((await readdir(folder)).sort(), ['run.lltrace', 'unread']);
      assert.deepEqual(await readdir(join(folder, 'unread')), ['newer.spool.jsonl']);
      assert.deepEqual(
        run.problems.map(({ code }) => code),
        ['rawKept'],
      );
      assert.ok(run.problems[0]?.message.includes(join(folder, 'unread')));
      assert.equal((await loadTrace(tracePathOf(folder))).run.problems.length, 1);
    });

    it('deletes nothing when the run can’t be saved', async () => {
      const raw = await rawFile('a');
      const folder = await folderOf('a');
      await mkdir(tracePathOf(folder));
      const run = await settleRun(folder, endedRun('a'), { taken: [raw], left: [] });
      assert.deepEqual(
        run.problems.map(({ code }) => code),
        ['notSaved'],
      );
      assert.deepEqual((await readdir(folder)).sort(), ['p.spool.jsonl', 'run.lltrace']);
    });
  });

  describe('isInUse', () => {
    const yesterday = () => Date.now() - 25 * 60 * 60_000;
    const age = (path: string) => utimes(path, yesterday() / 1000, yesterday() / 1000);

    it('goes by the owner’s process on this machine', async () => {
      await writeOwner('a', process.ppid);
      assert.equal(await isInUse(join(root, 'a')), true);
      await writeOwner('a', deadPid());
      assert.equal(await isInUse(join(root, 'a')), false);
    });

    it('does not take this process, which would know, for the owner', async () => {
      await writeOwner('a', process.pid);
      assert.equal(await isInUse(join(root, 'a')), false);
    });

    it('goes by age where the owner can’t be asked', async () => {
      for (const id of ['other host', 'no owner', 'garbage']) {
        const folder = await folderOf(id);
        if (id === 'other host') await writeOwner(id, deadPid(), 'elsewhere');
        if (id === 'garbage') await writeFile(join(folder, OWNER_FILE), '{"pid":');
        assert.equal(await isInUse(folder), true, id);
        await age(join(folder, OWNER_FILE)).catch(() => {});
        await age(folder);
        assert.equal(await isInUse(folder), false, id);
      }
    });

    it('reads back what an owner wrote', async () => {
      const facts = { startedAtEpoch: 5, origin: { kind: 'debug', title: 'x', folder: '/w' } } as const;
      await claimFolder(await folderOf('a'), facts);
      assert.deepEqual(await readOwner(join(root, 'a')), { pid: process.pid, host: hostname(), ...facts });
    });
  });

  describe('RunArchive', () => {
    it('loads saved runs, newest first', async () => {
      for (const id of ['1', '3', '2'])
        await saveTrace(tracePathOf(await folderOf(id)), endedRun(id, Number(id)));
      const added: string[] = [];
      store.onDidChange(({ runId }) => added.push(runId));
      await archive().load();
      assert.deepEqual(added, ['3', '2', '1']);
    });

    it('does nothing without a folder', async () => {
      await new RunArchive({ store, root: join(root, 'none') }).load();
      assert.deepEqual(store.runs, []);
    });

    it('shows a run that can’t be read with the reason, and keeps it', async () => {
      const path = tracePathOf(await folderOf('a'));
      await writeFile(path, '{"format":"latency-lens-trace","v":9}\n');
      await archive().load();
      assert.match(store.runs[0]?.problems[0]?.message ?? '', /newer Latency Lens/);
      assert.ok(store.runs[0]?.problems[0]?.action);
      assert.ok(await exists(path));
    });

    it('tells what was lost of a trace', async () => {
      const path = tracePathOf(await folderOf('a'));
      await saveTrace(path, endedRun('a'));
      await writeFile(path, 'torn', { flag: 'a' });
      await archive().load();
      assert.deepEqual(
        store.runs[0]?.problems.map(({ code }) => code),
        ['garbageLines'],
      );
    });

    it('deletes a run’s folder when the run is removed', async () => {
      await saveTrace(tracePathOf(await folderOf('a')), endedRun('a'));
      await archive().load();
      store.remove('a' as RunId);
      await settled(async () => !(await exists(join(root, 'a'))));
    });

    it('keeps no more runs than it should, the newest ones', async () => {
      for (const id of ['1', '2', '3'])
        await saveTrace(tracePathOf(await folderOf(id)), endedRun(id, Number(id)));
      await archive(2).load();
      assert.deepEqual(
        store.runs.map(({ id }) => id),
        ['3', '2'],
      );
      store.put({ ...endedRun('4', 4), status: 'running', end: undefined }, []);
      assert.equal(store.runs.length, 3, 'a run that goes on does not count');
      store.put(endedRun('4', 4), []);
      assert.deepEqual(
        store.runs.map(({ id }) => id),
        ['4', '3'],
      );
      await settled(async () => (await readdir(root)).join() === '3');
    });

    it('finds runs that were left behind, and no others', async () => {
      const dead = deadPid();
      await rawFile('left behind');
      await writeOwner('left behind', dead);
      await rawFile('died while closing');
      await writeOwner('died while closing', dead);
      await saveTrace(tracePathOf(await folderOf('died while closing')), endedRun('x'));
      await rawFile('of another editor');
      await writeOwner('of another editor', process.ppid);
      await rawFile('ours');
      await writeOwner('ours', process.pid);
      store.put({ ...endedRun('ours'), status: 'running', end: undefined }, []);
      await rawFile('saved');
      await saveTrace(tracePathOf(await folderOf('saved')), endedRun('saved'));
      await folderOf('about to begin');
      await writeOwner('without any file', dead);
      assert.deepEqual(await takeUp(), ['died while closing', 'left behind']);
    });

    it('hands a run that was left behind to one of many windows that start at once', async () => {
      const raw = await rawFile('left behind');
      await writeOwner('left behind', deadPid());
      let closed = 0;
      const close = async (folder: string) => {
        closed += 1;
        await settleRun(folder, endedRun('left behind'), { taken: [raw], left: [] });
      };
      await Promise.all(
        Array.from({ length: 5 }, () => new RunArchive({ store: new RunStore(), root }).takeUp(close)),
      );
      assert.equal(closed, 1);
      assert.deepEqual(await readdir(join(root, 'left behind')), ['run.lltrace']);
    });

    it('takes up a run whose taker died too, after a while', async () => {
      await rawFile('a');
      await writeOwner('a', deadPid());
      const lock = join(root, 'a', LOCK_FOLDER);
      await mkdir(lock);
      assert.deepEqual(await takeUp(), []);
      await utimes(lock, 1, 1);
      assert.deepEqual(await takeUp(), ['a']);
    });

    it('deletes raw files that a crash has left of a saved run, and keeps unread ones', async () => {
      await saveTrace(tracePathOf(await folderOf('a')), endedRun('a'));
      await rawFile('a');
      await mkdir(join(root, 'a', 'unread'));
      await archive().load();
      assert.deepEqual((await readdir(join(root, 'a'))).sort(), ['run.lltrace', 'unread']);
    });

    it('does not touch the raw files of a run that is not closed yet', async () => {
      await saveTrace(tracePathOf(await folderOf('a')), endedRun('a'));
      await rawFile('a');
      await writeOwner('a', deadPid());
      await archive().load();
      assert.ok(await exists(join(root, 'a', 'p.spool.jsonl')));
    });

    it('deletes the empty folder of a launch that never began, once it is old', async () => {
      const folder = await folderOf('a');
      await takeUp();
      assert.ok(await exists(folder));
      await utimes(folder, 1, 1);
      await takeUp();
      assert.equal(await exists(folder), false);
    });
  });
});
