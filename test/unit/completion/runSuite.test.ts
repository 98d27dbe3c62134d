import assert from 'node:assert/strict';
import { measureSamples } from '../../../src/completion/results/measureSamples';
import { makeSuite, recordSuite } from '../../support/recordSuite';
import { type Simulator, startSimulator } from '../../support/simulator/startSimulator';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/temporaryFolder';

const words = 'return a plus b and nothing else that anybody could want';

/** The process that makes requests, for real: with the probe in it, against a server, through the whole pipeline. */
describe('runSuite', function () {
  this.timeout(30_000);
  let folder: TemporaryFolder;
  let simulator: Simulator;
  beforeEach(async () => {
    folder = await makeTemporaryFolder();
    simulator = await startSimulator({
      respond: () => ({ firstTokenAfterMs: 60, tokenEveryMs: 5, output: [{ text: words }] }),
    });
  });
  afterEach(async () => {
    await simulator.close();
    folder.remove();
  });

  it('finds the line of each case as the call site, and the sample of each call', async () => {
    const suite = await makeSuite(folder.path, {
      targets: [{ api: 'chat', baseUrl: simulator.openaiUrl }],
      cases: [{ name: 'adds two' }, { name: 'says “#s1” in (its) name' }, {}],
      repeats: 32,
      concurrency: 16,
    });
    const { run, failure } = await recordSuite(suite);
    assert.equal(failure, undefined);
    const measured = measureSamples(run);
    assert.equal(measured.length, 96);
    for (const { call, sample } of measured) {
      const { site, confidence, chain } = call?.attribution ?? {};
      const { line, column } = suite.cases.find(({ id }) => id === sample.caseId) ?? {};
      assert.deepEqual(
        { file: site?.file, line: site?.line, column: site?.column, confidence, depth: chain?.length },
        { file: suite.file, line, column, confidence: 'high', depth: 1 },
      );
    }
    assert.equal(new Set(measured.map(({ call }) => call?.id)).size, 96);
  });
});
