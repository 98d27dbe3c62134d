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

  it('goes on from the last result', () => {
    const add = (previous = 0) => previous + 1;
    assert.equal(results.get('sum', '', add), 1);
    assert.equal(results.get('sum', 'more', add), 2);
  });

  it('lets the oldest go of what nobody said is over', () => {
    assert.equal(get('first'), 1);
    for (let index = 0; index < 8; index++) get(`${index}`);
    now = 0;
    assert.equal(get('7'), 9);
    assert.equal(get('first'), 10);
  });

  it('forgets what changes no more', () => {
    get();
    results.forget('run');
    assert.equal(get(), 2);
  });
});
