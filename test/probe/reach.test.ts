import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SPOOL_FILE_SUFFIX } from '../../src/protocol/probeRecords';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporaryFolder';
import { fixture, probePath, runProgram } from './support/runProgram';
import { readSpool } from './support/spool';
import { startServer, streamPieces, type TestServer } from './support/startServer';

describe('the probe', () => {
  let server: TestServer;
  let folder: TemporaryFolder;
  before(async () => {
    server = await startServer(streamPieces);
    folder = await makeTemporaryFolder();
  });
  after(() => {
    server.close();
    folder.remove();
  });

  it('sees worker threads, forks and children of all kinds, each in a file of its own', async () => {
    const { exitCode, stdout, stderr, spool } = await runProgram(fixture('family.mjs'), {
      args: [server.url],
    });
    assert.equal(stderr, '');
    assert.equal(exitCode, 0);
    const members = ['main', 'worker', 'fork', 'spawn', 'exec'];
    assert.deepEqual(stdout.trim().split('\n').sort(), members.toSorted());
    assert.equal(spool.threads.length, members.length);
    for (const { hello, exchanges } of spool.threads) {
      assert.equal(exchanges.length, 1, `${hello.script} thread ${hello.thread}`);
      assert.equal(exchanges[0]?.end?.how, 'eof');
    }
    const main = spool.threads.find(({ hello }) => hello.ppid === process.pid && hello.thread === 0);
    assert.ok(main);
    assert.equal(
      spool.threads.filter(({ hello }) => hello.pid === main.hello.pid).length,
      2,
      'main and its worker',
    );
    const ids = spool.exchanges.map(({ request }) => request.id);
    assert.equal(new Set(ids).size, members.length);
  });

  it('says hello from every process, calls or not', async () => {
    const file = join(folder.path, 'idle.mjs');
    writeFileSync(file, '');
    const { spool } = await runProgram(file);
    const { hello, records } = spool.threads[0] ?? assert.fail('no spool file');
    assert.deepEqual(
      records.map(({ k }) => k),
      ['hello', 'bye'],
    );
    assert.equal(hello.v, 1);
    assert.equal(hello.script, file);
    assert.equal(hello.runtimeVersion, process.versions.node);
    assert.ok(Math.abs(hello.epoch - Date.now()) < 60_000);
    assert.ok(Math.abs(hello.t - Number(process.hrtime.bigint()) / 1e6) < 60_000);
  });

  it('writes files that only this user can read', () => {
    const spool = emptyFolder('private');
    node({ LATENCY_LENS_SPOOL: spool });
    const [file] = readdirSync(spool);
    assert.ok(file?.endsWith(SPOOL_FILE_SUFFIX) === true && file);
    if (process.platform !== 'win32') assert.equal(statSync(join(spool, file)).mode & 0o777, 0o600);
  });

  it('does nothing without a spool folder', () => {
    const traces = `[Object.getOwnPropertySymbols(globalThis).length, process.hasOwnProperty('emit'), process.moduleLoadList.length]`;
    assert.equal(node({}, traces), node({ NODE_OPTIONS: `--require "${emptyModule()}"` }, traces));
  });

  it('does nothing when the spool folder is missing or a file', () => {
    const file = join(folder.path, 'a-file');
    writeFileSync(file, '');
    for (const spool of [join(folder.path, 'missing'), file, '/proc/nowhere']) {
      assert.equal(node({ LATENCY_LENS_SPOOL: spool }), 'fine\n');
    }
  });

  it('loads from a path with spaces and quotes', () => {
    const place = emptyFolder(`it's "a place"`);
    const copy = join(place, 'the probe.cjs');
    copyFileSync(probePath, copy);
    const spool = emptyFolder('quoted');
    const quoted = copy.replace(/["\\]/g, '\\$&');
    assert.equal(node({ NODE_OPTIONS: `--require "${quoted}"`, LATENCY_LENS_SPOOL: spool }), 'fine\n');
    assert.equal(readSpool(spool).threads.length, 1);
  });

  it('is there once, however often it is loaded', () => {
    const copy = join(emptyFolder('copy'), 'node.cjs');
    copyFileSync(probePath, copy);
    const spool = emptyFolder('twice');
    const NODE_OPTIONS = `--require "${probePath}" --require "${probePath}" --require "${copy}"`;
    assert.equal(node({ NODE_OPTIONS, LATENCY_LENS_SPOOL: spool }), 'fine\n');
    assert.equal(readSpool(spool).threads.length, 1);
  });

  it('says who runs the program, and leaves alone what other runtimes run', async () => {
    for (const runtime of ['bun', 'deno']) {
      const { stdout, spool } = await runImitated(runtime, 'granted');
      assert.equal(stdout, 'main\n');
      assert.deepEqual(
        spool.threads.map(({ records }) => records.map(({ k }) => k)),
        [['hello']],
      );
      assert.deepEqual(
        [spool.threads[0]?.hello.runtime, spool.threads[0]?.hello.runtimeVersion],
        [runtime, '9.8.7'],
      );
    }
  });

  it('does not look around where Deno would ask the person for leave', async () => {
    const { stdout, spool } = await runImitated('deno', 'prompt');
    assert.equal(stdout, 'main\n');
    assert.equal(spool.threads.length, 0);
  });

  /** Runs the program as if another runtime did, as far as the probe can tell. */
  function runImitated(runtime: string, state: string) {
    const imitation = join(folder.path, `${runtime}-${state}.cjs`);
    writeFileSync(
      imitation,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, ${runtime}: '9.8.7' } });
       globalThis.Deno = { permissions: { querySync: () => ({ state: '${state}' }) } };`,
    );
    const env = { NODE_OPTIONS: `--require "${imitation}" --require "${probePath}"` };
    return runProgram(fixture('family.mjs'), { args: [server.url, 'main'], env });
  }

  it('sees calls of programs that run under hardening', async () => {
    for (const flag of [
      '--frozen-intrinsics',
      '--disable-proto=throw',
      '--disallow-code-generation-from-strings',
    ]) {
      const { exitCode, stdout, spool } = await runProgram(fixture('family.mjs'), {
        nodeArgs: [flag],
        args: [server.url, 'main'],
      });
      assert.equal(exitCode, 0, flag);
      assert.equal(stdout, 'main\n');
      assert.equal(spool.exchanges[0]?.end?.how, 'eof', flag);
      const isPlaced = spool.exchanges[0].frames.length > 0;
      assert.ok(
        isPlaced || spool.losses.some(({ what }) => what === 'internal'),
        `${flag}: no line, and nobody is told`,
      );
    }
  });

  function emptyModule(): string {
    const file = join(folder.path, 'empty.cjs');
    writeFileSync(file, '');
    return file;
  }

  function emptyFolder(name: string): string {
    const path = join(folder.path, name);
    mkdirSync(path);
    return path;
  }

  /** What a one-line program with the probe prints. */
  function node(env: Readonly<Record<string, string>>, expression = `'fine'`): string {
    const options = { encoding: 'utf8', env: { NODE_OPTIONS: `--require "${probePath}"`, ...env } } as const;
    const { stdout, stderr } = spawnSync(process.execPath, ['-p', expression], options);
    assert.equal(stderr, '');
    return stdout;
  }
});
