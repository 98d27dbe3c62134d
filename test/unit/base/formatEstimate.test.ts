import { strict as assert } from 'node:assert';
import { formatInterval, percentileName } from '../../../src/base/formatEstimate';

describe('formatInterval', () => {
  it('names the unit once, unless the ends have different ones', () => {
    assert.equal(formatInterval({ low: 341, high: 420 }), '341–420 ms');
    assert.equal(formatInterval({ low: 980, high: 1200 }), '980 ms – 1.20 s');
    assert.equal(formatInterval({ low: 300.1, high: 300.2 }), '300 ms');
    assert.equal(formatInterval({ low: 50_000, high: 125_000 }), '50.0 s – 2 min 5 s');
  });

  it('keeps the sign of a difference apart from the dash', () => {
    assert.equal(formatInterval({ low: -12, high: 5 }), '-12 to 5.0 ms');
    assert.equal(formatInterval({ low: -1200, high: 500 }), '-1.20 s to 500 ms');
  });

  it('says on which side nothing bounds it', () => {
    assert.equal(formatInterval({ low: 341 }), '≥ 341 ms');
    assert.equal(formatInterval({ high: 420 }), '≤ 420 ms');
    assert.equal(formatInterval({}), 'not bounded yet');
  });
});

describe('percentileName', () => {
  it('has no digit too many or too few', () => {
    assert.deepEqual([0.5, 0.95, 0.999, 0.99999, 0.9].map(percentileName), [
      'p50',
      'p95',
      'p99.9',
      'p99.999',
      'p90',
    ]);
  });
});
