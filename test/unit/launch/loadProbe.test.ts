import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProbeIfAsked } from '../../../src/launch/loadProbe';
import { environmentNames } from '../../../src/protocol/environment';
import { makeTemporaryFolder } from '../../support/temporaryFolder';

describe('loadProbeIfAsked', () => {
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
});
