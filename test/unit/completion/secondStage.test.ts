import assert from 'node:assert/strict';
import { summariseCompletion } from '../../../src/completion/results/summariseCompletion';
import { inTwoStages, planSecondStage } from '../../../src/completion/secondStage';
import { drawCompletionRun, type SampleDrawing } from '../../support/completionDsl';
import { makeSuite } from '../../support/recordSuite';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/temporaryFolder';

const budget = { total: 500, percentile: 0.8, confidence: 0.95 };
const targets = [{ api: 'chat', baseUrl: 'http://127.0.0.1:1/v1' }] as const;
const times = (count: number, drawing: SampleDrawing): SampleDrawing[] =>
  Array.from({ length: count }, () => drawing);

describe('a suite in two stages', () => {
  let folder: TemporaryFolder;
  before(async () => {
    folder = await makeTemporaryFolder();
  });
  after(() => folder.remove());

  const suiteOf = (names: readonly string[]) =>
    makeSuite(folder.path, { targets, budget, repeats: 5, cases: names.map((name) => ({ name })) });

  async function plan(samples: readonly SampleDrawing[], more: object = {}) {
    const suite = inTwoStages(await suiteOf(['c1', 'c2']));
    const summary = summariseCompletion(drawCompletionRun({ samples, budget: suite.budget, ...more }));
    assert.ok(summary);
    return planSecondStage(suite, summary);
  }

  it('asks each stage to be wrong half as often', async () => {
    const suite = await suiteOf(['c1']);
    const own = { ...suite, cases: suite.cases.map((one) => ({ ...one, budget })) };
    const halved = inTwoStages(own);
    assert.deepEqual(
      [halved.budget.confidence, halved.cases[0]?.budget?.confidence, own.budget.confidence],
      [0.975, 0.975, 0.95],
    );
  });

  it('asks at first as often as a case takes that keeps its budget every time', async () => {
    const { cases } = inTwoStages(await suiteOf(['c1', 'c2']));
    assert.deepEqual(
      cases.map(({ repeats }) => repeats),
      [17, 17],
    );
  });

  it('runs again what is not decided, by requests of its own that suffice by themselves', async () => {
    const second = await plan([...times(20, { of: 'c1' }), ...times(5, { of: 'c2' })]);
    assert.deepEqual(second?.only, [{ caseId: 'c2', targetId: 't1' }]);
    // 17 that all keep it would just do: 0.8^17 <= 0.025.
    assert.deepEqual([second?.requests, second?.suite.cases[1]?.repeats], [34, 34]);
  });

  it('leaves alone what is decided, failed, too close to tell, or broken off', async () => {
    assert.equal(await plan(times(20, {})), undefined);
    assert.equal(await plan(times(20, { total: 900 })), undefined);
    assert.equal(await plan([...times(4, {}), { end: 'failed' }]), undefined);
    const close = [...times(8, {}), ...times(2, { total: 900 })];
    assert.equal(await plan(close), undefined);
    assert.equal(await plan(times(5, {}), { planned: 9 }), undefined);
  });
});
