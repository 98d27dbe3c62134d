import assert from 'node:assert/strict';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatMetric,
  formatNumberOf,
  formatPercent,
  formatRate,
} from '../../../src/base/format';

/** Holds a formatter against pairs of a value and its text. */
function check(format: (value: number) => string, pairs: readonly (readonly [number, string])[]): void {
  for (const [value, text] of pairs) assert.equal(format(value), text, `${value}`);
}

describe('formatDuration', () => {
  it('keeps about three digits and picks the unit', () => {
    check(formatDuration, [
      [0, '0 ms'],
      [0.4213, '0.42 ms'],
      [8.24, '8.2 ms'],
      [843.2, '843 ms'],
      [1240, '1.24 s'],
      [41_300, '41.3 s'],
      [125_000, '2 min 5 s'],
      [3_780_000, '1 h 3 min'],
      [-12, '-12 ms'],
    ]);
  });

  it('never rounds up to a number that belongs to the next unit', () => {
    check(formatDuration, [
      [0.9999, '1.0 ms'],
      [9.96, '10 ms'],
      [999.49, '999 ms'],
      [999.5, '1.00 s'],
      [9_996, '10.0 s'],
      [59_949, '59.9 s'],
      [59_960, '1 min 0 s'],
      [119_700, '2 min 0 s'],
      [3_599_400, '59 min 59 s'],
      [3_599_600, '1 h 0 min'],
    ]);
  });
});

describe('formatCount', () => {
  it('groups thousands and shortens what is longer', () => {
    check(formatCount, [
      [0, '0'],
      [999, '999'],
      [1234, '1\u202f234'],
      [9999, '9\u202f999'],
      [12_345, '12.3k'],
      [99_960, '100k'],
      [123_456, '123k'],
      [999_600, '1.00M'],
      [4_567_000, '4.57M'],
    ]);
  });

  it('agrees with its noun', () => {
    assert.equal(formatNumberOf(1, 'call'), '1 call');
    assert.equal(formatNumberOf(0, 'call'), '0 calls');
    assert.equal(formatNumberOf(12, 'call'), '12 calls');
  });
});

describe('formatRate, formatPercent, formatBytes', () => {
  it('write rates', () => {
    check(
      (value) => formatRate(value),
      [
        [0, '0.0 tok/s'],
        [0.853, '0.85 tok/s'],
        [52.34, '52.3 tok/s'],
        [99.96, '100 tok/s'],
        [128.4, '128 tok/s'],
        [1500, '1\u202f500 tok/s'],
      ],
    );
    assert.equal(formatRate(12, 'chars/s'), '12.0 chars/s');
  });

  it('write shares', () => {
    check(formatPercent, [
      [0, '0 %'],
      [0.004, '< 1 %'],
      [0.376, '38 %'],
      [1, '100 %'],
    ]);
  });

  it('write sizes', () => {
    check(formatBytes, [
      [812, '812 B'],
      [4_100, '4.1 kB'],
      [9_960, '10 kB'],
      [128_000, '128 kB'],
      [2_300_000, '2.3 MB'],
    ]);
  });
});

describe('formatMetric', () => {
  it('writes the value in its unit, or why there is none', () => {
    assert.equal(formatMetric({ value: 843 }, 'ms'), '843 ms');
    assert.equal(formatMetric({ value: 52.3 }, 'tokensPerSecond'), '52.3 tok/s');
    assert.equal(formatMetric({ value: 210 }, 'charsPerSecond'), '210 chars/s');
    assert.equal(formatMetric({ because: 'no response came' }, 'ms'), 'n/a, because no response came');
  });
});
