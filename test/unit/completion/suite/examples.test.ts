import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkCursors } from '../../../../src/completion/suite/checkCursors';
import { readSuite } from '../../../../src/completion/suite/readSuite';
import { projectRoot } from '../../../support/projectRoot';
import { recordSuite } from '../../../support/recordSuite';
import { sampleAgents } from '../../../support/simulator/scenarios/sampleAgents';
import { startSimulator } from '../../../support/simulator/startSimulator';

const file = join(projectRoot, 'examples', 'completions', 'shop.completions.json');
const text = readFileSync(file, 'utf8');

function readSample(server?: string) {
  const { suite, problems } = readSuite(server ? text.replace('http://127.0.0.1:41735', server) : text, file);
  assert.deepEqual(problems, []);
  assert.ok(suite);
  return suite;
}

describe('sample suite', () => {
  it('has nothing wrong with it, nor with the files that it names', async () => {
    const problems = await checkCursors(text, readSample(), (path) => readFile(path, 'utf8'));
    assert.deepEqual(problems, []);
  });

  it('is answered by the simulator: rightly, but for one mistake of the small model', async () => {
    const simulator = await startSimulator({ ...sampleAgents });
    try {
      const { run, texts } = await recordSuite(readSample(simulator.url), { repeats: 1 });
      const samples = run.completion?.samples ?? [];
      const wrong = samples.filter(({ warmUp, met }) => !warmUp && met !== true);
      assert.deepEqual(
        wrong.map(({ caseId, targetId, failure }) => [caseId, targetId, failure]),
        [['what a parcel costs', 'coder-small', undefined]],
        JSON.stringify([...texts]),
      );
      assert.equal(samples.filter(({ warmUp }) => !warmUp).length, 6);
    } finally {
      await simulator.close();
    }
  }).timeout(30_000);
});
