import assert from 'node:assert/strict';
import type { Behaviour, SimulatedRequest } from '../support/simulator/behaviour';
import { type Simulator, startSimulator } from '../support/simulator/startSimulator';
import { claimedMark, markersIn, misplaced, placeOf } from './support/markers';
import { fixture, runProgram } from './support/runProgram';

/** Long enough for a stream to be read in several pieces, and with everything the SDKs' helpers look for. */
function answer(request: SimulatedRequest): Behaviour {
  const quick: Behaviour = { tokenEveryMs: 1, output: [{ text: 'one two three four' }] };
  if (request.firstUserText.includes('cell:runTools') && request.toolResults < 2) {
    return { ...quick, output: [{ toolCall: { name: 'look', arguments: {} } }] };
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

  async function run(program: string) {
    const file = fixture(program);
    const env = { OPENAI_BASE_URL: simulator.openaiUrl, ANTHROPIC_BASE_URL: simulator.url };
    const { exitCode, stderr, spool } = await runProgram(file, { env });
    assert.equal(stderr, '');
    assert.equal(exitCode, 0);
    return { file, exchanges: spool.exchanges };
  }

  for (const program of [
    'openaiStyles.mjs',
    'anthropicStyles.mjs',
    'commonJs.cjs',
    'longLoops.mjs',
    'crowd.mjs',
  ]) {
    it(`is exact for every way to call in ${program}`, async () => {
      const { file, exchanges } = await run(program);
      assert.deepEqual(await misplaced(exchanges, file), []);
      assert.deepEqual([...new Set(exchanges.map(claimedMark))].sort(), [...markersIn(file).keys()].sort());
      const certain = await Promise.all(exchanges.map(async (exchange) => (await placeOf(exchange)).how));
      assert.deepEqual(
        certain.filter((how) => !how.endsWith(' high')),
        [],
      );
    });
  }
});
