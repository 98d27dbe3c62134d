import assert from 'node:assert/strict';
import { warnOfTooFew } from '../../../../src/cli/complete/warnOfTooFew';
import { buildPlan, type PlanOptions } from '../../../../src/completion/buildPlan';
import { makeSuite, type SuiteParts } from '../../../support/recordSuite';
import { makeTemporaryFolder, type TemporaryFolder } from '../../../support/temporaryFolder';

const targets = [{ api: 'chat', baseUrl: 'http://127.0.0.1:1/v1' }] as const;
const budget = { total: 500, percentile: 0.95, confidence: 0.95 };

describe('warnOfTooFew', () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await makeTemporaryFolder();
  });
  afterEach(() => folder.remove());

  async function warn(parts: Partial<SuiteParts>, options: Partial<PlanOptions> = {}) {
    const suite = await makeSuite(folder.path, { targets, budget, ...parts });
    return warnOfTooFew({ suite, plan: await buildPlan(suite, { keys: () => undefined, ...options }) });
  }

  it('says in a line what is planned and what it takes', async () => {
    assert.equal(
      await warn({ repeats: 10, warmUp: 50 }),
      'suite of a test: warning: 10 requests can never show that the p95 is kept: that takes at least 59, or a percentile of at most 74. Ask for more with --repeats.',
    );
    assert.equal(await warn({ repeats: 59 }), undefined);
    assert.equal(await warn({ repeats: 1, budget: { percentile: 0.95, confidence: 0.95 } }), undefined);
  });

  it('goes by what is asked for this time', async () => {
    assert.equal(await warn({ repeats: 10 }, { repeats: 59 }), undefined);
    assert.match((await warn({ repeats: 60 }, { repeats: 3 })) ?? '', /: 3 requests can never/);
  });

  it('counts the cases that it is about', async () => {
    const cases = [
      { name: 'many', repeats: 60 },
      { name: 'few', repeats: 5 },
    ];
    assert.match((await warn({ cases })) ?? '', /: 5 requests .* \(1 of 2 pairs of case and model\)$/);
  });

  it('takes a level of a sweep by all of its requests', async () => {
    const cases = [{ name: 'one' }, { name: 'two' }];
    const sweep = { concurrency: [1, 2], requests: 60, minGoodput: 0, maxErrors: 1 };
    assert.equal(await warn({ cases, sweep }, { sweep: true }), undefined);
    assert.match(
      (await warn({ cases, sweep: { ...sweep, requests: 20 } }, { sweep: true })) ?? '',
      /: 20 requests .* Ask for more with "requests" of "sweep"\.$/,
    );
  });
});
