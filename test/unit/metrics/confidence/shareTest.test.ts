import assert from 'node:assert/strict';
import fc from 'fast-check';
import { testShare } from '../../../../src/metrics/confidence/shareTest';
import { exactChances } from './exactBinomial';

const p95 = { share: 0.95, confidence: 0.95 };

describe('testShare', () => {
  it('takes 59 good ones without a bad one to say that 95 % are', () => {
    assert.equal(testShare(58, 58, p95), 'unsure');
    assert.equal(testShare(59, 59, p95), 'reached');
    assert.equal(testShare(92, 93, p95), 'reached');
    assert.equal(testShare(91, 92, p95), 'unsure');
  });

  it('says that it is not reached once so few good ones would be too rare', () => {
    assert.equal(testShare(9, 10, p95), 'unsure');
    assert.equal(testShare(8, 10, p95), 'unsure');
    assert.equal(testShare(7, 10, p95), 'notReached');
  });

  it('takes a chance that equals the error allowed for small enough, whatever its last digits', () => {
    assert.equal(testShare(0, 1, p95), 'notReached');
    assert.equal(testShare(2, 2, { share: 0.5, confidence: 0.75 }), 'reached');
  });

  it('knows nothing without requests', () => {
    assert.equal(testShare(0, 0, p95), 'unsure');
  });

  it('is wrong no more often than allowed, at any true share and number of requests', () => {
    const truth = fc.record({
      n: fc.integer({ min: 1, max: 120 }),
      asked: fc.constantFrom(50, 80, 90, 95, 99),
      truly: fc.integer({ min: 1, max: 99 }),
      confidence: fc.constantFrom(0.8, 0.9, 0.95, 0.99),
    });
    fc.assert(
      fc.property(truth, ({ n, asked, truly, confidence }) => {
        const question = { share: asked / 100, confidence };
        const wrong = truly < asked ? 'reached' : 'notReached';
        const below = [0, ...exactChances(n, { over: BigInt(truly), under: 100n })];
        const chanceOf = (good: number) => (below[good + 1] ?? 0) - (below[good] ?? 0);
        let chance = 0;
        for (let good = 0; good <= n; good += 1)
          if (testShare(good, n, question) === wrong) chance += chanceOf(good);
        assert.ok(chance <= 1 - confidence + 1e-9, `${chance}`);
      }),
      { numRuns: 60 },
    );
  });
});
