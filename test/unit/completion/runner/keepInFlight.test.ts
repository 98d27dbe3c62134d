import assert from 'node:assert/strict';
import { keepInFlight } from '../../../../src/completion/runner/keepInFlight';

describe('keepInFlight', () => {
  it('begins the next as soon as one is over, in order', async () => {
    const begun: number[] = [];
    const finish = new Map<number, () => void>();
    const all = keepInFlight([1, 2, 3, 4], 2, (item) => {
      begun.push(item);
      return new Promise((resolve) => finish.set(item, resolve));
    });
    assert.deepEqual(begun, [1, 2]);
    for (const [item, then] of [
      [2, [1, 2, 3]],
      [3, [1, 2, 3, 4]],
      [1, [1, 2, 3, 4]],
      [4, [1, 2, 3, 4]],
    ] as const) {
      finish.get(item)?.();
      await new Promise(setImmediate);
      assert.deepEqual(begun, then);
    }
    await all;
  });

  it('is through at once without items', async () => {
    await keepInFlight([], 4, () => assert.fail());
  });
});
