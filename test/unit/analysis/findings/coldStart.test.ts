import assert from 'node:assert/strict';
import { coldStart } from '../../../../src/analysis/findings/coldStart';
import { answered, detectIn } from '../../../support/findingsDsl';

const calls = (first: object, others: object = {}, count = 2) => [
  answered(first),
  ...Array.from({ length: count }, (_, index) => answered({ start: 3000 + 500 * index, ...others })),
];

describe('coldStart', () => {
  it('tells a first call that waited far longer than the others', () => {
    const [found] = detectIn(coldStart, calls({ ttft: 1500 }));
    assert.equal(found?.certainty, 'possible');
    assert.deepEqual(found?.activities, ['c1']);
  });

  it('is certain where the server says that it loaded the model', () => {
    const [found] = detectIn(coldStart, calls({ ttft: 1500, server: { load: 1200 } }, {}, 0));
    assert.equal(found?.certainty, 'certain');
    assert.equal(found?.evidence[0]?.value, '1.20 s');
  });

  it('says nothing when a longer prompt explains it', () => {
    assert.deepEqual(detectIn(coldStart, calls({ ttft: 1500, inputTokens: 5000 })), []);
    assert.deepEqual(detectIn(coldStart, calls({ ttft: 1500, server: { prefill: 1300 } })), []);
  });

  it('says nothing with one other call, nor when the others are as slow at times', () => {
    assert.deepEqual(detectIn(coldStart, calls({ ttft: 1500 }, {}, 1)), []);
    assert.deepEqual(
      detectIn(coldStart, [...calls({ ttft: 1500 }), answered({ start: 5000, ttft: 1100 })]),
      [],
    );
  });

  it('says nothing of less than 300 ms', () => {
    assert.equal(detectIn(coldStart, calls({ ttft: 499 })).length, 0);
    assert.equal(detectIn(coldStart, calls({ ttft: 501 })).length, 1);
  });
});
