import assert from 'node:assert/strict';
import fc from 'fast-check';
import { estimatePercentile } from '../../../../src/metrics/confidence/estimatePercentile';
import { findPercentileInterval } from '../../../../src/metrics/confidence/percentileInterval';
import { exactChances } from './exactBinomial';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('findPercentileInterval', () => {
  it('is the published one of order statistics', () => {
    // Conover's and Hahn and Meeker's tables of the median: n = 6 needs all of them, n = 20 the 6th and the 15th.
    assert.deepEqual(findPercentileInterval(upTo(5), 0.5, 0.95), { low: undefined, high: undefined });
    assert.deepEqual(findPercentileInterval(upTo(6), 0.5, 0.95), { low: 1, high: 6 });
    assert.deepEqual(findPercentileInterval(upTo(20), 0.5, 0.95), { low: 6, high: 15 });
  });

  it('has no upper end of a p95 before 72 values', () => {
    assert.equal(findPercentileInterval(upTo(71), 0.95, 0.95).high, undefined);
    assert.equal(findPercentileInterval(upTo(72), 0.95, 0.95).high, 72);
    assert.deepEqual(findPercentileInterval([], 0.95, 0.95), { low: undefined, high: undefined });
  });

  it('is as narrow as the error allows and no narrower, by counting', () => {
    const question = fc.record({
      n: fc.integer({ min: 1, max: 130 }),
      percent: fc.constantFrom(10, 50, 90, 95, 99),
      confidence: fc.constantFrom(0.8, 0.9, 0.95),
    });
    fc.assert(
      fc.property(question, ({ n, percent, confidence }) => {
        const below = [0, ...exactChances(n, { over: BigInt(percent), under: 100n })];
        const allowed = (1 - confidence) / 2 + 1e-12;
        const { low, high } = findPercentileInterval(upTo(n), percent / 100, confidence);
        const lows = upTo(n).filter((rank) => (below[rank] ?? 1) <= allowed);
        const highs = upTo(n).filter((rank) => 1 - (below[rank] ?? 1) <= allowed);
        assert.equal(low, lows.at(-1));
        assert.equal(high, highs[0]);
      }),
      { numRuns: 60 },
    );
  });

  it('is that of fewer values, spread over all, where each tells less', () => {
    assert.deepEqual(findPercentileInterval(upTo(20), 0.5, 0.95, 1), { low: 6, high: 15 });
    assert.deepEqual(findPercentileInterval(upTo(200), 0.5, 0.95, 0.1), { low: 51, high: 150 });
    assert.deepEqual(findPercentileInterval(upTo(200), 0.95, 0.95, 0.1).high, undefined);
    assert.deepEqual(findPercentileInterval(upTo(3), 0.5, 0.95, 0.1), { low: undefined, high: undefined });
  });

  it('holds its own percentile', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(values, fc.constantFrom(0.5, 0.9, 0.95, 0.99), (list, p) => {
        const sorted = list.toSorted((a, b) => a - b);
        const { value = 0, low = value, high = value } = estimatePercentile(sorted, p, 0.95) ?? {};
        assert.ok(low <= value && value <= high, `${low} ${value} ${high}`);
      }),
    );
  });
});

describe('estimatePercentile', () => {
  it('leaves out what would be a guess: p95 below 20 values, p99 below 100', () => {
    assert.equal(estimatePercentile(upTo(19), 0.95, 0.95), undefined);
    assert.equal(estimatePercentile(upTo(20), 0.95, 0.95)?.value, 19.05);
    assert.equal(estimatePercentile(upTo(99), 0.99, 0.95), undefined);
    assert.notEqual(estimatePercentile(upTo(100), 0.99, 0.95), undefined);
    assert.equal(estimatePercentile([7], 0.5, 0.95)?.value, 7);
    assert.equal(estimatePercentile([], 0.5, 0.95), undefined);
  });
});
