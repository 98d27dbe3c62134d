import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { loadProbeExpression, loadProbeIfAsked } from '../../../src/launch/loadProbe';
import { environmentNames } from '../../../src/protocol/environment';
import { makeTemporaryFolder } from '../../support/temporaryFolder';

/** Ticks come first. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('a probe that is asked for', () => {
  let folder: Awaited<ReturnType<typeof makeTemporaryFolder>>;
  let probe: string;

  beforeEach(async () => {
    folder = await makeTemporaryFolder();
    probe = join(folder.path, 'probe.cjs');
    writeFileSync(probe, 'globalThis.loadedProbes = (globalThis.loadedProbes ?? 0) + 1;');
  });

  afterEach(() => {
    folder.remove();
    Reflect.deleteProperty(globalThis, 'loadedProbes');
  });

  it('loads it where it is asked for, and passes that on to nobody', () => {
    const environment = { [environmentNames.spool]: '/spool', [environmentNames.extensionHost]: '1' };
    assert.equal(loadProbeIfAsked(probe, environment), true);
    assert.equal(Reflect.get(globalThis, 'loadedProbes'), 1);
    assert.deepEqual(environment, { [environmentNames.spool]: '/spool' });
  });

  for (const [title, environment] of [
    ['of a program that is profiled', { [environmentNames.spool]: '/spool' }],
    ['without a place to write to', { [environmentNames.extensionHost]: '1' }],
    ['of any other host', {}],
  ] as const) {
    it(`does nothing in the environment ${title}`, () => {
      assert.equal(loadProbeIfAsked(probe, { ...environment }), false);
      assert.equal(Reflect.get(globalThis, 'loadedProbes'), undefined);
    });
  }

  describe('by an expression', () => {
    afterEach(() => {
      delete process.env[environmentNames.spool];
      delete process.env[environmentNames.extensionHost];
    });

    it('is loaded once the process goes on, and that is passed on to nobody', async () => {
      Object.assign(process.env, {
        [environmentNames.spool]: '/spool',
        [environmentNames.extensionHost]: '1',
      });
      runInThisContext(loadProbeExpression(probe));
      assert.equal(Reflect.get(globalThis, 'loadedProbes'), undefined);
      await nextTurn();
      assert.equal(Reflect.get(globalThis, 'loadedProbes'), 1);
      assert.equal(process.env[environmentNames.extensionHost], undefined);
    });

    it('harms nobody when it can’t be loaded, and is still asked for', async () => {
      Object.assign(process.env, {
        [environmentNames.spool]: '/spool',
        [environmentNames.extensionHost]: '1',
      });
      runInThisContext(loadProbeExpression(join(folder.path, 'missing.cjs')));
      await nextTurn();
      assert.equal(process.env[environmentNames.extensionHost], '1');
    });

    it('is not loaded into any other process', async () => {
      process.env[environmentNames.spool] = '/spool';
      runInThisContext(loadProbeExpression(probe));
      await nextTurn();
      assert.equal(Reflect.get(globalThis, 'loadedProbes'), undefined);
    });
  });
});
