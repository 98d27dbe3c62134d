import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chanceOfAtLeast, chanceOfAtMost } from '../../../../src/metrics/confidence/binomial';
import { exactChanceOfAtMost, exactChances } from './exactBinomial';

function assertClose(actual: number, expected: number, relative: number): void {
  const error = Math.abs(actual - expected) / Math.max(expected, Number.MIN_VALUE);
  assert.ok(error <= relative, `${actual} instead of ${expected}`);
}

describe('binomial chances', () => {
  it('are those of the definition, small ones as exact as large ones', () => {
    const question = fc.record({
      n: fc.integer({ min: 1, max: 150 }),
      k: fc.nat(150),
      percent: fc.integer({ min: 1, max: 99 }),
    });
    fc.assert(
      fc.property(question, ({ n, k, percent }) => {
        const p = { over: BigInt(percent), under: 100n };
        assertClose(chanceOfAtMost(k, n, percent / 100), exactChanceOfAtMost(k, n, p), 1e-10);
        const fails = { over: 100n - p.over, under: 100n };
        assertClose(chanceOfAtLeast(k, n, percent / 100), exactChanceOfAtMost(n - k, n, fails), 1e-10);
      }),
      { numRuns: 150 },
    );
  });

  it('stay exact for a thousand requests and far out', () => {
    const exact = exactChances(1000, { over: 95n, under: 100n });
    for (const k of [880, 930, 950, 999, 1000])
      assertClose(chanceOfAtMost(k, 1000, 0.95), exact[k] ?? 0, 1e-9);
  });

  it('hold for a million requests', () => {
    // Of n = 1e6 and p = 0.5 the tail below the mean is known: (1 - P(X = n/2)) / 2, and P(X = n/2) ~ sqrt(2 / (pi n)).
    const middle = Math.sqrt(2 / (Math.PI * 1e6)) * (1 - 1 / 4e6);
    assertClose(chanceOfAtMost(499_999, 1e6, 0.5), (1 - middle) / 2, 1e-8);
    assertClose(chanceOfAtMost(0, 1e6, 1e-6), (1 - 1e-6) ** 1e6, 1e-8);
    assert.equal(chanceOfAtMost(1e6 - 1, 1e6, 0.5), 1);
  });

  it('are 0 and 1 beyond the ends', () => {
    assert.equal(chanceOfAtMost(-1, 10, 0.3), 0);
    assert.equal(chanceOfAtMost(10, 10, 0.3), 1);
    assert.equal(chanceOfAtLeast(0, 10, 0.3), 1);
    assert.equal(chanceOfAtLeast(11, 10, 0.3), 0);
  });
});
