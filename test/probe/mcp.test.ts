import assert from 'node:assert/strict';
import type { Work } from '../../src/model/work';
import { buildRun } from './support/attempts';
import { markersIn, placeOf } from './support/markers';
import { type HttpMcpServer, startMcpServer } from './support/mcpServer';
import { fixture, runProgram, runSource } from './support/runProgram';
import type { Spool } from './support/spool';

const program = fixture('mcp', 'client.mjs');

/**
 * Every call the program makes, by the mark of its line: tool, how it ends, and how long it takes at least, in ms. The
 * timers that say so may be a millisecond early; the two that end a call run out after 500 ms and begin before it, on a
 * busy machine long before it.
 */
const calls: Readonly<Record<string, readonly [tool: string, end: string, atLeast: number]>> = {
  wait: ['wait', 'done', 59],
  wait2: ['wait', 'done', 89],
  look: ['look', 'done', 19],
  fail: ['fail', 'error isError', 9],
  unknown: ['nothing', 'error isError', 0],
  late: ['wait', 'abort timeout', 200],
  stopped: ['look', 'abort cancelled', 200],
};

/** Less than the tools take that are not waited for. */
const longestMs = 5000;

describe('a call of an MCP tool', () => {
  let server: HttpMcpServer | undefined;
  afterEach(() => server?.close());

  async function run(args: readonly string[]): Promise<Spool> {
    const { exitCode, stderr, spool } = await runProgram(program, { args });
    assert.equal(stderr, '');
    assert.equal(exitCode, 0);
    assert.deepEqual(spool.losses, []);
    return spool;
  }

  async function check(spool: Spool): Promise<void> {
    const tools = toolsOf(spool);
    const marks = markersIn(program);
    assert.equal(tools.length, Object.keys(calls).length);
    const places = await Promise.all(tools.map((work) => placeOf({ frames: framesOf(spool, work) })));
    for (const { how } of places) assert.match(how, / high$/);
    for (const [mark, [tool, end, atLeast]] of Object.entries(calls)) {
      const found = tools.filter((_, index) => places[index]?.place === marks.get(mark));
      assert.equal(
        found.length,
        1,
        `${mark} is ${marks.get(mark)}, there are ${places.map(({ place }) => place).join(', ')}`,
      );
      const { name, outcome, code, start, end: ended = Number.NaN } = found[0] as Work;
      assert.deepEqual([name, [outcome, code].filter(Boolean).join(' ')], [tool, end], mark);
      assert.ok(ended - start >= atLeast && ended - start < longestMs, `${mark} took ${ended - start}`);
    }
  }

  it('is seen over stdio', async () => {
    const spool = await run(['stdio']);
    await check(spool);
    assert.doesNotMatch(spool.text, /b64|arguments|content/, 'nothing of arguments and results is written');
    const others = buildRun(spool).work.filter(({ kind }) => kind === 'process');
    assert.equal(others.length, 1, 'the server itself is a process');
  });

  it('over stdio is seen once and in its turn, whether there is room for what is written or not', async () => {
    // The child answers each line that it gets by one of the same id, and begins to read late.
    const child = `
      setTimeout(() => require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
        const { id } = JSON.parse(line);
        if (id !== undefined) process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, result: {} }) + '\\n');
      }), 300)`;
    const { stderr, spool } = await runSource(`
      import { spawn } from 'node:child_process';
      import { once } from 'node:events';
      const { stdin, stdout } = spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'pipe' });
      const call = (id) =>
        JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'tool' + id } }) + '\\n';
      const note = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/x', params: 'x'.repeat(1e6) }) + '\\n';
      let answers = 0;
      stdout.on('data', (data) => {
        answers += String(data).split('\\n').length - 1;
        if (answers === 6) stdin.end();
      });
      await new Promise((resolve) => setTimeout(resolve, 50));
      stdin.write(call(1));
      stdin.cork();
      stdin.write(call(2));
      stdin.write(Buffer.from(call(3)));
      stdin.uncork();
      stdin.write(note);
      stdin.write(call(4));
      stdin.write(call(5).slice(0, 20), 'utf8');
      stdin.write(call(5).slice(20));
      await once(stdin, 'drain');
      stdin.write(call(6));`);
    assert.equal(stderr, '');
    assert.deepEqual(spool.losses, []);
    assert.deepEqual(
      toolsOf(spool).map(({ name, outcome }) => [name, outcome]),
      [1, 2, 3, 4, 5, 6].map((id) => [`tool${id}`, 'done']),
    );
  });

  for (const [kind, transport] of [
    ['events', 'http'],
    ['documents', 'http'],
    ['oneStream', 'sse'],
  ] as const) {
    it(`is seen over HTTP that answers by ${kind}, and its request is not shown besides`, async () => {
      server = await startMcpServer(kind);
      const spool = await run([transport, server.url]);
      await check(spool);
      const requests = buildRun(spool).work.filter(({ kind }) => kind === 'http');
      const posts = requests.filter(({ name }) => name.startsWith('POST'));
      // initialize, initialized, tools/list, and that two calls are given up.
      assert.equal(posts.length, 5, posts.map(({ name }) => name).join());
    });
  }
});

function toolsOf(spool: Spool): Work[] {
  return buildRun(spool).work.filter(({ kind }) => kind === 'tool');
}

function framesOf(spool: Spool, work: Work) {
  const records = spool.threads.flatMap((thread) => thread.records);
  const written = records.find((record) => record.k === 'frames' && work.id.endsWith(record.id));
  return written?.k === 'frames' ? written.frames : [];
}
