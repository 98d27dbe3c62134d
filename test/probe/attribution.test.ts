import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Behaviour, SimulatedRequest } from '../support/simulator/behaviour';
import { type Simulator, startSimulator } from '../support/simulator/startSimulator';
import { makeTemporaryFolder } from '../support/temporaryFolder';
import { claimedMark, markersIn, misplaced, placeOf } from './support/markers';
import { placeCalls } from './support/placeCalls';
import { fixture, runProgram } from './support/runProgram';
import type { SpooledExchange } from './support/spool';

/** Slow enough for a stream to be read in several pieces, and with everything that the SDKs' helpers look for. */
function answer(request: SimulatedRequest): Behaviour {
  const quick: Behaviour = { headersAfterMs: 5, tokenEveryMs: 1, output: [{ text: 'one two three four' }] };
  if (request.firstUserText.includes('cell:runTools') && request.toolResults < 2) {
    return { ...quick, output: [{ toolCall: { name: 'look', arguments: {} } }] };
  }
  if (request.firstUserText === 'cell:noise') {
    return { tokenEveryMs: 1, output: [{ text: 'word '.repeat(1000) }] };
  }
  if (request.firstUserText === 'cell:retried' && request.retryCount === 0) {
    return { ...quick, failure: { kind: 'status', status: 429, retryAfterMs: 5 } };
  }
  return quick;
}

describe('the line of a call', () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({ respond: answer });
  });
  after(() => simulator.close());

  async function run(file: string, nodeArgs: readonly string[] = []): Promise<readonly SpooledExchange[]> {
    const env = { OPENAI_BASE_URL: simulator.openaiUrl, ANTHROPIC_BASE_URL: simulator.url };
    const { exitCode, stderr, spool } = await runProgram(file, { env, nodeArgs });
    assert.equal(stderr, '');
    assert.equal(exitCode, 0);
    assert.deepEqual(spool.losses, []);
    return spool.exchanges;
  }

  /** Every request is placed with certainty at the mark it claims, and every mark made a request. */
  async function checkAllExact(file: string): Promise<void> {
    const exchanges = await run(file);
    assert.deepEqual(await misplaced(exchanges, file), []);
    assert.deepEqual([...new Set(exchanges.map(claimedMark))].sort(), [...markersIn(file).keys()].sort());
    const found = await Promise.all(exchanges.map(placeOf));
    assert.deepEqual(
      found.filter(({ how }) => !how.endsWith(' high')),
      [],
    );
  }

  const programs = {
    'every way to call the OpenAI SDK': 'openaiStyles.mjs',
    'every way to call the Anthropic SDK': 'anthropicStyles.mjs',
    'a CommonJS program': 'commonJs.cjs',
    'each turn of agents that loop for long': 'longLoops.mjs',
    'many callers at once': 'crowd.mjs',
  };
  for (const [name, program] of Object.entries(programs)) {
    it(`is exact for ${name}`, () => checkAllExact(fixture(program)));
  }

  describe('behind clients of any make', () => {
    let folder: string;
    let remove: () => void;
    before(async () => {
      ({ path: folder, remove } = await makeTemporaryFolder());
      cpSync(fixture('adversarial'), folder, { recursive: true });
      const clients = join(folder, 'node_modules', 'clients');
      cpSync(fixture('adversarial', 'clients.mjs'), join(clients, 'index.mjs'));
      for (const name of ['carriers.mjs', 'sharers.mjs'])
        cpSync(fixture('adversarial', name), join(clients, name));
    });
    after(() => remove());

    it('is exact, alone and all at once', () => checkAllExact(join(folder, 'program.mjs')));

    it('is exact however the question is carried to the request', () =>
      checkAllExact(join(folder, 'carrierProgram.mjs')));

    it('is never called certain and wrong when several callers are served in one place', async () => {
      const file = join(folder, 'sharerProgram.mjs');
      const env = { OPENAI_BASE_URL: simulator.openaiUrl };
      const { spool } = await runProgram(file, { env });
      const markers = markersIn(file);
      const calls = await placeCalls(spool);
      const certain = calls.filter(({ confidence }) => confidence !== 'low');
      assert.equal(calls.length, 3 * markers.size);
      assert.deepEqual(
        certain.filter(({ mark = '', place }) => place !== markers.get(mark)),
        [],
      );
      // Whoever comes first starts the work, which is his without a doubt.
      const sure = new Set(certain.map(({ mark }) => mark));
      assert.deepEqual([...sure].sort(), ['batched1', 'later1', 'queued1']);
    });

    it('is the one that wants the answer when that starts the request', () =>
      checkAllExact(join(folder, 'lazyProgram.mjs')));

    it('is never called certain when the stack was deeper than what was captured', async () => {
      const [exchange] = await run(join(folder, 'deepProgram.mjs'));
      assert.ok(exchange);
      assert.match((await placeOf(exchange)).how, / low$/);
    });

    it('is exact there as well when a debugger keeps the stack', async () => {
      const attach = ['--import', fixture('attachDebugger.mjs')];
      const env = { OPENAI_BASE_URL: simulator.openaiUrl };
      const file = join(folder, 'deepProgram.mjs');
      const { exitCode, spool } = await runProgram(file, { env, nodeArgs: attach });
      assert.equal(exitCode, 0);
      const [exchange] = spool.exchanges;
      assert.ok(exchange);
      assert.deepEqual(await placeOf(exchange), {
        place: markersIn(file).get('deep'),
        how: 'inspector high',
      });
    });

    it('is never called certain and wrong when captures cost too much', async () => {
      const file = join(folder, 'busyProgram.mjs');
      const exchanges = await run(file);
      const wrong = await misplaced(exchanges, file);
      assert.deepEqual(
        wrong.filter((line) => !line.includes(' low)')),
        [],
      );
      assert.equal(exchanges.length, 60);
    });

    it('is never called certain and wrong, and a first retry is found, beside streams that take all the time for captures', async () => {
      const file = fixture('pressed.mjs');
      const exchanges = (await run(file)).filter((exchange) => claimedMark(exchange) !== 'noise');
      const wrong = await misplaced(exchanges, file);
      assert.deepEqual(
        wrong.filter((line) => !line.includes(' low)')),
        [],
      );
      assert.equal(exchanges.length, 36 + 30 + 2);
      // The first retry comes of a line that was passed often and never led to a request.
      const retried = exchanges.filter((exchange) => claimedMark(exchange) === 'retried');
      assert.equal(retried.length, 2);
      const place = markersIn(file).get('retried');
      const found = await Promise.all(retried.map(placeOf));
      assert.deepEqual(found, [
        { place, how: 'async high' },
        { place, how: 'async high' },
      ]);
    });
  });
});
