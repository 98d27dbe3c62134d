import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNow } from '../support/simulator/clock';
import { markersIn } from './support/markers';
import { fixture, type ProgramRun, probePath, runProgram, runSource } from './support/runProgram';
import { startServer, type TestServer } from './support/startServer';
import { type SpooledWork, workIn } from './support/workIn';

/** The program, the probe and the server share a clock; how each is tied to it may differ by this, in ms. */
const clockMs = 1;

/** What a program of `kinds.mjs` says itself: moments of the shared clock, lengths in ms. */
interface Account {
  /** For each of the requests that are answered. */
  readonly http: readonly { readonly from: number; readonly to: number }[];
  readonly measured: number;
  /** For how long its loop was idle up to the first call, to the end of the worker, and to the last call. */
  readonly idle: readonly [number, number, number];
}

function assertOrder(what: string, ...moments: readonly [number, number, number]): void {
  const [earliest, moment, latest] = moments;
  const isBetween = moment > earliest - clockMs && moment < latest + clockMs;
  assert.ok(isBetween, `${what} at ${moment}, not between ${earliest} and ${latest}`);
}

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
      served.push({ url, from, to: monotonicNow() });
      response.end('answer');
    });
  });
  after(() => server.close());

  describe('of a program that does a bit of everything', () => {
    const file = fixture('work', 'kinds.mjs');
    let run: ProgramRun;
    let work: SpooledWork[];
    let told: Account;
    before(async () => {
      run = await runProgram(file, { args: [server.origin, refused] });
      work = await workIn(run.spool, ({ hello }) => hello.ppid === process.pid && hello.thread === 0);
      told = JSON.parse(run.stdout) as Account;
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
        const asked = told.http[index] ?? assert.fail();
        assertOrder(`${name} begins`, asked.from, begun, from);
        assertOrder(`${name} ends`, to, begun + ms, asked.to);
      }
      assert.equal(answers.length, told.http.length);
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
      // The runtime counts whole milliseconds, so that a timer may run out a fraction of one early.
      const lengths = pieces('timer').map(({ ms = 0 }) => Math.ceil(ms - 0.01));
      assert.deepEqual(lengths, [40, 120, 130, 20]);
    });

    it('has what the program measures', () => {
      const { ms = 0, end } = only('measure', 'parse answer');
      assert.ok(ms >= 80 && Math.abs(ms - told.measured) < 0.01, `${ms}, not ${told.measured}`);
      assert.equal(end, 'done');
    });

    it('has the time in which the event loop was busy', () => {
      const { from } = only('measure', 'parse answer');
      const computing = pieces('cpu').find(
        (piece) => piece.from <= from && from < piece.from + (piece.ms ?? 0),
      );
      const [beforeCall, afterWorker, beforeLastCall] = told.idle;
      const { busy = 0, ms = 0 } = computing ?? assert.fail('no busy stretch');
      const waited = beforeLastCall - afterWorker;
      assert.ok(
        busy >= 79 && Math.abs(ms - busy - waited) < clockMs,
        `busy for ${busy} of ${ms}, not ${waited}`,
      );
      const startUp = only('cpu', 'start-up');
      const idle = (startUp.ms ?? 0) - (startUp.busy ?? 0);
      assert.ok(Math.abs(idle - beforeCall) < clockMs, `idle for ${idle}, not ${beforeCall}`);
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
      assert.doesNotMatch(told, /secret|\/4711/);
    });
  });

  it('is watched unnoticed: a program prints to the letter what it would print without', async () => {
    const file = fixture('work', 'polite.cjs');
    const [without, withProbe] = await Promise.all([runProgram(file, { probe: false }), runProgram(file)]);
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
    const begin = monotonicNow();
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
    const seconds = (monotonicNow() - begin) / 1000;
    const requests = work.filter(({ kind }) => kind === 'http').length;
    assert.ok(requests >= 2000 && requests <= 2000 + 20 * seconds, `${requests} of 3000 in ${seconds} s`);
    assert.ok(work.filter(({ place }) => place).length <= 300 + 10 * seconds);
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
