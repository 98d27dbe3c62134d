import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { markersIn } from './support/markers';
import { fixture, type ProgramRun, probePath, runProgram, runSource } from './support/runProgram';
import { startServer, type TestServer } from './support/startServer';
import { type SpooledWork, workIn } from './support/workIn';

/** What a busy machine may add to a time, in ms. */
const slack = 150;

/** Milliseconds of the machine's monotonic clock, which the probe stamps with. */
const monotonicNow = () => Number(process.hrtime.bigint()) / 1e6;

describe('other work', () => {
  /** When the server had each request, and when it had answered, in order. */
  const served: { readonly url: string; readonly from: number; readonly to: number }[] = [];
  let server: TestServer;
  let refused: string;
  before(async () => {
    const gone = await startServer(() => {});
    refused = gone.origin.replace('localhost', '127.0.0.1');
    gone.close();
    server = await startServer(async ({ url = '' }, response) => {
      const from = monotonicNow();
      await sleep(url === '/slow' ? 60_000 : 40, undefined, { ref: false });
      response.writeHead(url === '/missing' ? 404 : 200, { 'content-type': 'text/plain' });
      response.end('answer');
      served.push({ url, from, to: monotonicNow() });
    });
  });
  after(() => server.close());

  describe('of a program that does a bit of everything', () => {
    const file = fixture('work', 'kinds.mjs');
    let run: ProgramRun;
    let work: SpooledWork[];
    before(async () => {
      run = await runProgram(file, { args: [server.origin, refused] });
      work = await workIn(run.spool, ({ hello }) => hello.ppid === process.pid && hello.thread === 0);
    });

    const pieces = (kind: SpooledWork['kind']) => work.filter((piece) => piece.kind === kind);
    const table = (kind: SpooledWork['kind']) => pieces(kind).map(({ name, end }) => `${name}: ${end}`);
    const only = (kind: SpooledWork['kind'], name: string): SpooledWork => {
      const [piece, ...others] = pieces(kind).filter((candidate) => candidate.name === name);
      assert.ok(piece && others.length === 0, `${others.length} more of ${kind} ${name}`);
      return piece;
    };

    it('goes as it would without the probe', () => {
      assert.equal(run.stderr, '');
      assert.equal(run.exitCode, 0);
      assert.deepEqual(run.spool.losses, []);
      assert.equal(run.spool.exchanges.length, 2, 'calls are no other work');
    });

    it('has its requests to others, by method, host and path, up to the end of the answer', () => {
      const host = server.origin.slice('http://'.length);
      assert.deepEqual(table('http'), [
        `GET ${host}/docs/*/page: done 200`,
        `GET ${host}/missing: done 404`,
        `POST ${host}/items: done 200`,
        `GET ${refused.slice('http://'.length)}/gone: error ECONNREFUSED`,
        `GET ${host}/slow: abort AbortError`,
      ]);
      const answers = served.filter(({ url }) => !url.startsWith('/v1/'));
      for (const [index, { from, to }] of answers.entries()) {
        const { name, from: begun, ms = 0 } = pieces('http')[index] ?? assert.fail();
        assert.ok(
          begun < from && from - begun < slack,
          `${name} began ${from - begun} before the server had it`,
        );
        const late = begun + ms - to;
        assert.ok(late > -1 && late < slack, `${name} ended ${late} after the server had answered`);
      }
    });

    it('has its child processes, by command, from spawn to exit', () => {
      assert.deepEqual(table('process'), [
        'node: done 0',
        'ls: done 0',
        'node: done 0',
        'no-such-command: error ENOENT',
        'node: abort SIGTERM',
        'node: error 3',
        'exit: error 4',
      ]);
      assert.ok((pieces('process')[0]?.ms ?? 0) >= 50);
    });

    it('has its worker threads, from start to exit', () => {
      assert.deepEqual(table('thread'), ['worker 1: done']);
      assert.ok((pieces('thread')[0]?.ms ?? 0) >= 50);
    });

    it('has timers that ran out, and none that were cleared, repeat, or keep nothing alive', () => {
      const lengths = pieces('timer').map(({ ms = 0 }) => Math.round(ms));
      assert.deepEqual(lengths, [40, 120, 130, 20]);
    });

    it('has what the program measures', () => {
      const { ms = 0, end } = only('measure', 'parse answer');
      assert.ok(ms >= 80 && ms < 80 + slack, `${ms}`);
      assert.equal(end, 'done');
    });

    it('has the time in which the event loop was busy', () => {
      const { from } = only('measure', 'parse answer');
      const computing = pieces('cpu').find(
        (piece) => piece.from <= from && from < piece.from + (piece.ms ?? 0),
      );
      const { busy = 0, ms = 0 } = computing ?? assert.fail('no busy stretch');
      assert.ok(busy >= 79 && busy < 79 + slack, `busy for ${busy} of ${ms}`);
      const startUp = only('cpu', 'start-up');
      assert.ok(
        Math.abs((startUp.busy ?? 0) - (startUp.ms ?? 0)) < slack,
        'a program starts without waiting',
      );
    });

    it('has the line that began it', () => {
      const marks = markersIn(file);
      const at = (mark: string) => `${marks.get(mark)} high`;
      const processes = ['execFile', 'exec', 'fork', 'missing', 'killed', 'spawnSync', 'execSync'];
      assert.deepEqual(
        pieces('process').map(({ place }) => place),
        processes.map(at),
      );
      assert.deepEqual(
        pieces('http')
          .slice(0, 2)
          .map(({ place }) => place),
        ['fetch', 'get'].map(at),
      );
      assert.deepEqual(
        pieces('timer')
          .slice(1, 3)
          .map(({ place }) => place),
        ['sleep', 'timeout'].map(at),
      );
      assert.equal(only('thread', 'worker 1').place, at('worker'));
    });

    it('says nothing of arguments, queries and bodies', () => {
      assert.doesNotMatch(JSON.stringify(work), /secret/);
      const told = run.spool.text.replaceAll(/"b64":"[^"]*"/g, '');
      assert.doesNotMatch(told, /secret|4711/);
    });
  });

  it('is watched unnoticed: a program prints to the letter what it would print without', async () => {
    const file = fixture('work', 'polite.cjs');
    const [without, withProbe] = [await runProgram(file, { probe: false }), await runProgram(file)];
    assert.ok(without.stdout.includes('warnings: 1'), without.stdout + without.stderr);
    assert.equal(withProbe.stdout, without.stdout);
    assert.equal(withProbe.stderr, without.stderr);
    const kinds = (await workIn(withProbe.spool)).map(({ kind }) => kind);
    for (const kind of ['process', 'thread', 'timer', 'measure'] as const)
      assert.ok(kinds.includes(kind), kind);
  });

  it('of threads and processes that make no call leaves only what went on', async () => {
    const { spool } = await runSource(
      `const until = performance.now() + 100; while (performance.now() < until);`,
    );
    assert.deepEqual(await workIn(spool), []);
  });

  for (const [how, env] of [
    ['begins with the process', {}],
    ['begins when the debugger that held it is attached', { OPENS_INSPECTOR: 'yes' }],
  ] as const) {
    it(`of a program that starts up ${how}`, async () => {
      const { spool, stderr } = await runSource(
        `const until = performance.now() + 60; while (performance.now() < until);
         await (await fetch(${JSON.stringify(`${server.origin}/v1/chat/completions`)}, {
           method: 'POST', body: '{"model":"m","messages":[]}',
         })).text();`,
        {
          env: {
            ...env,
            NODE_OPTIONS: `--require "${fixture('work', 'debuggerWait.cjs')}" --require "${probePath}"`,
          },
        },
      );
      const [thread] = spool.threads;
      assert.ok(thread, stderr);
      const startUp = (await workIn(spool)).find(({ name }) => name === 'start-up') ?? assert.fail(stderr);
      const beforeProbe = thread.hello.t - startUp.from;
      if ('OPENS_INSPECTOR' in env) assert.ok(beforeProbe <= 0, `${beforeProbe} ms before the probe`);
      else assert.ok(beforeProbe >= 199, `${beforeProbe} ms before the probe`);
      assert.ok((startUp.busy ?? 0) >= 59, `busy for ${startUp.busy} ms`);
    });
  }

  it('that is cut off with its process has no end', async () => {
    const { spool } = await runSource(
      `import { execFile } from 'node:child_process';
       const child = execFile(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
       child.on('spawn', () => setTimeout(() => { process.kill(child.pid, 'SIGKILL'); process.abort(); }, 20));`,
    );
    const work = await workIn(spool, ({ hello }) => hello.ppid === process.pid);
    const processes = work.filter(({ kind }) => kind === 'process');
    assert.deepEqual(
      processes.map(({ name, end }) => [name, end]),
      [['node', undefined]],
    );
  });

  it('of which there is too much is left out, with a word about it', async () => {
    const { exitCode, spool } = await runSource(
      `import http from 'node:http';
       const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
       const ask = () => new Promise((resolve, reject) => {
         http.get(${JSON.stringify(`${refused}/x`)}, { agent }, resolve).on('error', resolve);
       });
       for (let i = 0; i < 60; i++) await Promise.all(Array.from({ length: 50 }, ask));`,
    );
    assert.equal(exitCode, 0);
    const work = await workIn(spool);
    assert.ok(work.length >= 2000 && work.length < 2500, `${work.length} pieces of 3000`);
    assert.ok(work.filter(({ place }) => place).length < 600);
    assert.deepEqual(
      spool.losses.map(({ what, detail }) => `${what} ${detail}`),
      ['workCap http'],
    );
    assert.ok(spool.text.length < 4e6, `${spool.text.length} characters`);
  });

  it('is not what a hundred thousand timers are', async () => {
    const { exitCode, spool } = await runSource(
      `const guards = [];
       for (let i = 0; i < 1e5; i++) guards.push(setTimeout(() => {}, 20 + (i % 5)));
       await new Promise((resolve) => setTimeout(resolve, 100));`,
    );
    assert.equal(exitCode, 0);
    assert.ok((await workIn(spool)).length <= 64);
  });
});
