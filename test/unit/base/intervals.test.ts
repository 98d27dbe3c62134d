import assert from 'node:assert/strict';
import fc from 'fast-check';
import { groupBy } from '../../../src/base/groupBy';
import { hullOf, mergeIntervals, sumLengths, unionLength, wallOf } from '../../../src/base/intervals';
import { memoiseByIdentity } from '../../../src/base/memoise';

const anyIntervals = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }))
    .map(([start, length]) => ({ start, end: start + length })),
);

describe('intervals', () => {
  it('merge where they touch or overlap', () => {
    const merged = mergeIntervals([
      { start: 30, end: 40 },
      { start: 0, end: 10 },
      { start: 10, end: 20 },
      { start: 5, end: 8 },
    ]);
    assert.deepEqual(merged, [
      { start: 0, end: 20 },
      { start: 30, end: 40 },
    ]);
  });

  it('lie between the first start and the last end, however many they are', () => {
    const many = Array.from({ length: 200_000 }, (_, index) => ({
      start: index % 1000,
      end: 1000 + (index % 7),
    }));
    assert.deepEqual(hullOf(many), { start: 0, end: 1006 });
    assert.equal(wallOf(many), 1006);
    assert.equal(hullOf([]), undefined);
    assert.equal(wallOf([]), 0);
  });

  it('cover as much time as the milliseconds that lie in one of them', () => {
    fc.assert(
      fc.property(anyIntervals, (intervals) => {
        const covered = Array.from({ length: 80 }, (_, at) =>
          intervals.some(({ start, end }) => start <= at && at < end),
        );
        assert.equal(unionLength(intervals), covered.filter(Boolean).length);
        assert.ok(sumLengths(intervals) >= unionLength(intervals));
      }),
    );
  });
});

describe('groupBy', () => {
  it('keeps the order of groups and of their items', () => {
    const groups = groupBy(['bb', 'a', 'cc', 'd'], (word) => word.length);
    assert.deepEqual(
      [...groups],
      [
        [2, ['bb', 'cc']],
        [1, ['a', 'd']],
      ],
    );
  });
});

describe('memoiseByIdentity', () => {
  it('computes once per object, also when the result is undefined', () => {
    let computed = 0;
    const compute = memoiseByIdentity((_: object) => {
      computed += 1;
      return undefined;
    });
    const key = {};
    compute(key);
    compute(key);
    compute({});
    assert.equal(computed, 2);
  });
});
