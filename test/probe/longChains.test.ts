import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '../support/simulator/startSimulator';
import { makeTemporaryFolder } from '../support/temporaryFolder';
import { misplaced, placeOf } from './support/markers';
import { fixture, runProgram } from './support/runProgram';

describe('the line of a call that a loop within an SDK makes', () => {
  let simulator: Simulator;
  let folder: string;
  let remove: () => void;
  before(async () => {
    simulator = await startSimulator({ respond: () => ({ output: [{ text: 'one' }] }) });
    ({ path: folder, remove } = await makeTemporaryFolder());
    cpSync(fixture('longChains', 'program.mjs'), join(folder, 'program.mjs'));
    cpSync(fixture('longChains', 'agent.mjs'), join(folder, 'node_modules', 'agent', 'index.mjs'));
  });
  after(async () => {
    remove();
    await simulator.close();
  });

  it('is certain in every turn, however often the loop has waited', async () => {
    const file = join(folder, 'program.mjs');
    const { exitCode, spool } = await runProgram(file, { env: { OPENAI_BASE_URL: simulator.openaiUrl } });
    assert.equal(exitCode, 0);
    assert.equal(spool.exchanges.length, 8 + 8 + 5 + 5);
    assert.deepEqual(await misplaced(spool.exchanges, file), []);
    const found = await Promise.all(spool.exchanges.map(placeOf));
    assert.deepEqual(
      found.filter(({ how }) => !how.endsWith(' high')),
      [],
    );
  });
});
