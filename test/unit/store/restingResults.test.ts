import { strict as assert } from 'node:assert';
import { RestingResults } from '../../../src/store/restingResults';

describe('RestingResults', () => {
  let now = 0;
  let computed = 0;
  let results: RestingResults<string, number>;

  beforeEach(() => {
    [now, computed] = [0, 0];
    results = new RestingResults(() => now);
  });

  /** Takes 5 ms each time. */
  function get(id = 'run', key = 'wall'): number {
    return results.get(id, key, () => {
      now += 5;
      return ++computed;
    });
  }

  it('keeps a result for ten times as long as it took', () => {
    assert.equal(get(), 1);
    now = 54;
    assert.equal(get(), 1);
    now = 55;
    assert.equal(get(), 2);
  });

  it('computes at once what hangs on something else, or is about something else', () => {
    assert.deepEqual([get(), get('run', 'perceived'), get('other')], [1, 2, 3]);
  });

  it('forgets what changes no more', () => {
    get();
    results.forget('run');
    assert.equal(get(), 2);
  });
});
