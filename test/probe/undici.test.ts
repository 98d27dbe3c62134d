import assert from 'node:assert/strict';
import { installNode } from '../support/vscode/installNode';
import { aFewAtATime } from './support/aFewAtATime';
import { runClient } from './support/clients';
import { claimedMark, misplaced } from './support/markers';
import { fixture, runProgram } from './support/runProgram';
import { bodyText, type SpooledExchange } from './support/spool';
import { answerPieces, startServer, streamPieces, type TestServer } from './support/startServer';

const program = fixture('transports', 'undiciWays.mjs');

/** What every version can do, each request by its mark. */
const everywhere = [
  'fetch',
  'request',
  'stream',
  'pipeline',
  'dispatch',
  'client',
  'pipelined1',
  'pipelined2',
  'pool1',
  'pool2',
  'pool3',
  'agent1',
  'agent2',
  'builtIn',
];

/** Requests that wait until another has let go of the only connection, and that other. */
const queued: readonly (readonly [waiting: string, before: string])[] = [
  ['pipelined2', 'pipelined1'],
  ['pool2', 'pool1'],
  ['pool3', 'pool2'],
  ['agent2', 'agent1'],
];

/** What each version can do. */
const versions: ReadonlyMap<number, readonly string[]> = new Map([
  [5, everywhere],
  [6, [...everywhere, 'retryAgent', 'composed']],
  [7, [...everywhere, 'retryAgent', 'composed']],
  [8, [...everywhere, 'retryAgent', 'composed']],
]);

describe('the undici package', () => {
  let server: TestServer;
  let told: ReadonlyMap<number, Promise<Map<string, SpooledExchange>>>;
  before(async function () {
    this.timeout(120_000);
    server = await startServer(streamPieces);
    told = await aFewAtATime([...versions.keys()], async (version) => {
      // Version 8 needs a newer Node than the oldest that these tests run on.
      const node = version === 8 ? (await installNode('24')).path : undefined;
      return runWays(version === 7 ? 'undici' : `undici${version}`, node);
    });
  });
  after(() => server.close());

  /** Runs all ways of a version, and tells the requests by their marks. */
  async function runWays(name: string, node?: string): Promise<Map<string, SpooledExchange>> {
    const { exitCode, stdout, stderr, spool } = await runProgram(program, {
      args: [name, server.origin],
      node,
    });
    assert.deepEqual([exitCode, stdout, stderr], [0, 'mocked\n', '']);
    assert.deepEqual(spool.losses, []);
    assert.deepEqual(await misplaced(spool.exchanges, program), []);
    return new Map(spool.exchanges.map((exchange) => [claimedMark(exchange) ?? '', exchange]));
  }

  it('has a redirect that an interceptor follows told, with no line but of scripts', async () => {
    let left = 1;
    const moving = await startServer((request, response) => {
      if (left-- > 0) response.writeHead(307, { location: `/moved${request.url}` }).end();
      else return streamPieces(request, response);
    });
    const { exchanges } = await runClient(
      `const { Agent, interceptors, request } = await import('undici');
       const dispatcher = new Agent().compose(interceptors.retry(), interceptors.redirect({ maxRedirections: 1 }));
       const { body: answer } = await request(url, { method: 'POST', body, dispatcher });
       for await (const _ of answer);
       process.exit();`,
      moving.url,
    );
    moving.close();
    assert.deepEqual(
      exchanges.map(({ head, data }) => [head?.status, bodyText(data)]),
      [
        [307, ''],
        [200, answerPieces.join('')],
      ],
    );
    const files = exchanges.flatMap(({ frames }) => frames.map(({ file }) => file));
    assert.deepEqual(
      files.filter((file) => file.startsWith('wasm:')),
      [],
    );
  });

  for (const [version, ways] of versions) {
    it(`has every request of version ${version} told whole, once, at its line`, async () => {
      const exchanges = (await told.get(version)) ?? assert.fail('it was not run');
      assert.deepEqual([...exchanges.keys()].sort(), [...ways].sort());
      for (const [mark, exchange] of exchanges) checkWhole(mark, exchange);
      checkQueues(exchanges);
    });
  }
});

function checkWhole(mark: string, { request, head, data, end, steps }: SpooledExchange): void {
  assert.equal(request.transport, 'undici', mark);
  assert.equal(head?.status, 200, mark);
  assert.equal(bodyText(data), answerPieces.join(''), mark);
  assert.ok(data.length > 1, `the pieces of ${mark} came one by one`);
  assert.equal(end?.how, 'eof', mark);
  for (const step of ['assigned', 'sent']) assert.ok(steps.includes(step), `${mark} has no ${step}`);
}

/** Waiting in a pool is not connecting: it begins when the program asks and ends with a connection that had served. */
function checkQueues(told: ReadonlyMap<string, SpooledExchange>): void {
  for (const [waiting, before] of queued) {
    const [later, earlier] = [told.get(waiting), told.get(before)];
    const assigned = later?.phases.find(({ phase }) => phase === 'assigned');
    assert.ok(later && earlier?.end && assigned);
    assert.ok(later.request.t < earlier.end.t - 50, `${waiting} began while ${before} was under way`);
    assert.ok(assigned.t >= (earlier.data.at(-1)?.t ?? Number.NaN), `${waiting} waited for ${before}`);
    assert.deepEqual([assigned.reused, later.steps.includes('connectStart')], [true, false], waiting);
  }
}
