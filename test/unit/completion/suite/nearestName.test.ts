import assert from 'node:assert/strict';
import { nearestName } from '../../../../src/completion/suite/nearestName';

const names = ['name', 'model', 'models', 'budget', 'concurrency', 'warmUp'];

describe('nearestName', () => {
  for (const [written, meant] of [
    ['modle', 'model'],
    ['modles', 'models'],
    ['Budget', 'budget'],
    ['warmup', 'warmUp'],
    ['concurency', 'concurrency'],
    ['names', 'name'],
    ['colour', undefined],
    ['', undefined],
    ['m'.repeat(10_000), undefined],
  ] as const) {
    it(`takes ${written.slice(0, 20)} for ${meant ?? 'none of them'}`, () => {
      assert.equal(nearestName(written, names), meant);
    });
  }

  it('has nothing to offer of nothing', () => {
    assert.equal(nearestName('a', []), undefined);
  });
});
