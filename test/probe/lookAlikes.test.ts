import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { environmentNames } from '../../src/protocol/environment';
import { type Simulator, startSimulator } from '../support/simulator/startSimulator';
import { makeTemporaryFolder } from '../support/temporaryFolder';
import { markersIn } from './support/markers';
import { placeCalls } from './support/placeCalls';
import { fixture, type ProgramOptions, runProgram } from './support/runProgram';

const ways = ['reaction', 'awaited', 'microtask', 'tick', 'immediate', 'timer'] as const;
describe('the line of a call that looks like another', () => {
  let simulator: Simulator;
  let folder: string;
  let remove: () => void;
  before(async () => {
    simulator = await startSimulator({ respond: () => ({ output: [{ text: 'one' }] }) });
    ({ path: folder, remove } = await makeTemporaryFolder());
    for (const name of ['program.mjs', 'toolProgram.mjs'])
      cpSync(fixture('lookAlikes', name), join(folder, name));
    cpSync(fixture('lookAlikes', 'client.mjs'), join(folder, 'node_modules', 'client', 'index.mjs'));
  });
  after(async () => {
    remove();
    await simulator.close();
  });

  /** Runs a program and tells of each call how certain it is, and whether it was placed at the mark it claims. */
  async function place(name: string, options: ProgramOptions): Promise<readonly string[]> {
    const file = join(folder, name);
    const env = { OPENAI_BASE_URL: simulator.openaiUrl, ...options.env };
    const { exitCode, stderr, spool } = await runProgram(file, { ...options, env });
    assert.equal(stderr, '');
    assert.equal(exitCode, 0);
    const markers = markersIn(file);
    return (await placeCalls(spool)).map(({ mark = '', place, confidence }) => {
      const is = place === markers.get(mark) ? 'right' : `at ${place}, not ${markers.get(mark)}`;
      return `${mark}: ${confidence} ${is}`;
    });
  }

  for (const way of ways) {
    it(`is never called certain and wrong beside work that goes the same way, by ${way}`, async () => {
      const calls = await place('program.mjs', { args: [way, 'beside'] });
      assert.equal(calls.length, 4 * 9 + 8);
      assert.deepEqual(calls.filter(isCertainAndWrong), []);
    });

    it(`is certain without that work, by ${way}`, async () => {
      const calls = await place('program.mjs', { args: [way, 'alone'] });
      assert.equal(calls.length, 9 + 4);
      assert.deepEqual(
        calls.filter((call) => !call.endsWith(': high right')),
        [],
      );
    });
  }

  for (const attribution of ['full', 'light']) {
    it(`is never called certain and wrong for the tool of an agent, with ${attribution} attribution`, async () => {
      const calls = await place('toolProgram.mjs', { env: { [environmentNames.attribution]: attribution } });
      assert.equal(calls.length, 6);
      assert.deepEqual(calls.filter(isCertainAndWrong), []);
      const found = calls.filter((call) => call.endsWith(': high right'));
      assert.equal(found.length, attribution === 'full' ? 6 : 3);
    });
  }
});

const isCertainAndWrong = (call: string): boolean => call.includes(': high at ');
