import assert from 'node:assert/strict';
import fc from 'fast-check';
import { percentile, summarise } from '../../../src/metrics/percentile';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('percentile', () => {
  it('interpolates between the two nearest ranks', () => {
    assert.equal(percentile([1, 2, 3, 4], 0.5), 2.5);
    assert.ok(Math.abs(percentile([10, 20, 30, 40], 0.95) - 38.5) < 1e-9);
    assert.equal(percentile([7], 0.99), 7);
  });

  it('refuses an empty list', () => {
    assert.throws(() => percentile([], 0.5), RangeError);
  });

  it('lies between the extremes and grows with p', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(values, share, share, (list, p, q) => {
        const sorted = list.toSorted((a, b) => a - b);
        const [low, high] = [percentile(sorted, Math.min(p, q)), percentile(sorted, Math.max(p, q))];
        assert.ok(low <= high + 1e-6);
        assert.ok(low >= percentile(sorted, 0) && high <= percentile(sorted, 1) + 1e-6);
      }),
    );
  });
});

describe('summarise', () => {
  it('knows nothing of no values', () => {
    assert.equal(summarise([]), undefined);
  });

  it('leaves the order of its argument alone', () => {
    const values = [3, 1, 2];
    assert.equal(summarise(values)?.p50, 2);
    assert.deepEqual(values, [3, 1, 2]);
  });

  it('gives tail percentiles only from enough values', () => {
    const shape = (count: number) => {
      const { p95, earlyP95, p99 } = summarise(upTo(count)) ?? {};
      return [p95 !== undefined, earlyP95 !== undefined, p99 !== undefined];
    };
    assert.deepEqual(shape(4), [false, false, false]);
    assert.deepEqual(shape(5), [false, true, false]);
    assert.deepEqual(shape(19), [false, true, false]);
    assert.deepEqual(shape(20), [true, false, false]);
    assert.deepEqual(shape(99), [true, false, false]);
    assert.deepEqual(shape(100), [true, false, true]);
  });

  it('summarises', () => {
    assert.deepEqual(summarise([4, 1, 3, 2]), { n: 4, min: 1, max: 4, mean: 2.5, p50: 2.5 });
  });
});
