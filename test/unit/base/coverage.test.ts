import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Coverage } from '../../../src/base/coverage';
import { type Interval, sumLengths, unionLength } from '../../../src/base/intervals';

const intervals = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 30 }))
  .map(([start, length]): Interval => ({ start, end: start + length }));

describe('Coverage', () => {
  it('leaves what lies between, before and after', () => {
    const coverage = new Coverage([
      { start: 10, end: 20 },
      { start: 30, end: 40 },
    ]);
    assert.deepEqual(coverage.gapsIn({ start: 5, end: 50 }), [
      { start: 5, end: 10 },
      { start: 20, end: 30 },
      { start: 40, end: 50 },
    ]);
    assert.deepEqual(coverage.gapsIn({ start: 12, end: 18 }), []);
    assert.deepEqual(coverage.gapsIn({ start: 15, end: 25 }), [{ start: 20, end: 25 }]);
  });

  it('joins what touches', () => {
    const coverage = new Coverage([
      { start: 10, end: 20 },
      { start: 30, end: 40 },
      { start: 20, end: 30 },
    ]);
    assert.deepEqual(coverage.gapsIn({ start: 10, end: 40 }), []);
  });

  it('covers as much as the intervals together, in whatever order they came', () => {
    fc.assert(
      fc.property(fc.array(intervals, { maxLength: 12 }), intervals, (added, asked) => {
        const gaps = new Coverage(added).gapsIn(asked);
        const inside = added
          .map(({ start, end }) => ({ start: Math.max(start, asked.start), end: Math.min(end, asked.end) }))
          .filter(({ start, end }) => start < end);
        assert.equal(sumLengths(gaps), asked.end - asked.start - unionLength(inside));
        assert.ok(gaps.every((gap, index) => index === 0 || (gaps[index - 1] as Interval).end < gap.start));
      }),
    );
  });
});
