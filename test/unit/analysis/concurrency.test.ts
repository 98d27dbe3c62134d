import assert from 'node:assert/strict';
import fc from 'fast-check';
import { computeConcurrency } from '../../../src/analysis/concurrency';
import { unionLength } from '../../../src/base/intervals';

describe('computeConcurrency', () => {
  it('knows nothing of no intervals', () => {
    assert.deepEqual(computeConcurrency([]), { max: 0, mean: 0 });
  });

  it('weighs by time', () => {
    const intervals = [
      { start: 0, end: 100 },
      { start: 50, end: 100 },
    ];
    assert.deepEqual(computeConcurrency(intervals), { max: 2, mean: 1.5 });
  });

  it('does not let intervals that only touch overlap', () => {
    const intervals = [
      { start: 0, end: 10 },
      { start: 10, end: 20 },
    ];
    assert.deepEqual(computeConcurrency(intervals), { max: 1, mean: 1 });
  });

  it('looks only within the given time', () => {
    const intervals = [
      { start: 0, end: 100 },
      { start: 0, end: 10 },
      { start: 90, end: 100 },
    ];
    assert.deepEqual(computeConcurrency(intervals, [{ start: 20, end: 95 }]), { max: 2, mean: 80 / 75 });
  });

  it('has a mean of sum over union', () => {
    const interval = fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }))
      .map(([start, length]) => ({ start, end: start + length }));
    fc.assert(
      fc.property(fc.array(interval, { minLength: 1 }), (intervals) => {
        const { max, mean } = computeConcurrency(intervals);
        const sum = intervals.reduce((total, { start, end }) => total + end - start, 0);
        assert.ok(Math.abs(mean - sum / unionLength(intervals)) < 1e-9);
        assert.ok(mean <= max + 1e-9 && max <= intervals.length);
      }),
    );
  });
});
