import assert from 'node:assert/strict';
import type { Work } from '../../src/model/work';
import { buildRun } from './support/attempts';
import { markersIn, placeOf } from './support/markers';
import { type HttpMcpServer, startMcpServer } from './support/mcpServer';
import { fixture, runProgram } from './support/runProgram';
import type { Spool } from './support/spool';

const program = fixture('mcp', 'client.mjs');

/** Every call the program makes, by the mark of its line: tool, how it ends, and how long it takes, in ms. */
const calls: Readonly<Record<string, readonly [tool: string, end: string, from: number, to: number]>> = {
  wait: ['wait', 'done', 60, 1000],
  wait2: ['wait', 'done', 90, 1000],
  look: ['look', 'done', 20, 1000],
  fail: ['fail', 'error isError', 10, 1000],
  unknown: ['nothing', 'error isError', 0, 1000],
  late: ['wait', 'abort timeout', 49, 1000],
  stopped: ['look', 'abort cancelled', 39, 1000],
};

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
    for (const [mark, [tool, end, from, to]] of Object.entries(calls)) {
      const found = tools.filter((_, index) => places[index]?.place === marks.get(mark));
      assert.equal(
        found.length,
        1,
        `${mark} is ${marks.get(mark)}, there are ${places.map(({ place }) => place).join(', ')}`,
      );
      const { name, outcome, code, start, end: ended = Number.NaN } = found[0] as Work;
      assert.deepEqual([name, [outcome, code].filter(Boolean).join(' ')], [tool, end], mark);
      assert.ok(ended - start >= from && ended - start < to, `${mark} took ${ended - start}`);
    }
  }

  it('is seen over stdio', async () => {
    const spool = await run(['stdio']);
    await check(spool);
    const others = buildRun(spool).work.filter(({ kind }) => kind === 'process');
    assert.equal(others.length, 1, 'the server itself is a process');
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

  it('keeps arguments and results to itself', async () => {
    const { text } = await run(['stdio']);
    assert.ok(!text.includes('isError\\"') && !text.includes('"ms"'));
  });
});

function toolsOf(spool: Spool): Work[] {
  return buildRun(spool).work.filter(({ kind }) => kind === 'tool');
}

function framesOf(spool: Spool, work: Work) {
  const records = spool.threads.flatMap((thread) => thread.records);
  const written = records.find((record) => record.k === 'frames' && work.id.endsWith(record.id));
  return written?.k === 'frames' ? written.frames : [];
}
