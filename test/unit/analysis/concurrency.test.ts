import assert from 'node:assert/strict';
import fc from 'fast-check';
import { computeConcurrency } from '../../../src/analysis/concurrency';
import { type Interval, unionLength } from '../../../src/base/intervals';

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

  it('is what looking at every millisecond finds', () => {
    fc.assert(
      fc.property(fc.array(interval(0)), fc.array(interval(0)), (intervals, within) => {
        const openAt = (moment: number, some: readonly Interval[]) =>
          some.filter(({ start, end }) => start <= moment && moment < end).length;
        const looked = Array.from({ length: 80 }, (_, moment) => moment).filter(
          (at) => openAt(at, within) > 0,
        );
        const counts = looked.map((moment) => openAt(moment, intervals));
        const { max, mean } = computeConcurrency(intervals, within);
        assert.equal(max, Math.max(0, ...counts));
        const sum = counts.reduce((total, count) => total + count, 0);
        assert.ok(Math.abs(mean - (counts.length === 0 ? 0 : sum / counts.length)) < 1e-9);
      }),
    );
  });

  it('has a mean of sum over union', () => {
    fc.assert(
      fc.property(fc.array(interval(1), { minLength: 1 }), (intervals) => {
        const { max, mean } = computeConcurrency(intervals);
        const sum = intervals.reduce((total, { start, end }) => total + end - start, 0);
        assert.ok(Math.abs(mean - sum / unionLength(intervals)) < 1e-9);
        assert.ok(mean <= max + 1e-9 && max <= intervals.length);
      }),
    );
  });
});

function interval(shortest: number): fc.Arbitrary<Interval> {
  return fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: shortest, max: 20 }))
    .map(([start, length]) => ({ start, end: start + length }));
}
