import assert from 'node:assert/strict';
import { repeatedRequest } from '../../../../src/analysis/findings/repeatedRequest';
import { answered, detectIn } from '../../../support/findingsDsl';

const same = (start: number, more = {}) => answered({ start, request: { bodyHash: 'h' }, ...more });

describe('repeatedRequest', () => {
  it('tells a request that had been answered before', () => {
    const [found] = detectIn(repeatedRequest, [same(0), same(400, { site: '/work/a.ts:9:3 again' })]);
    assert.deepEqual(found?.changes, [{ kind: 'scale', activities: ['c2'], factor: 0 }]);
    assert.equal(found?.places[0]?.line, 9);
  });

  it('tells the requests of one line together', () => {
    const other = { request: { bodyHash: 'i' } };
    const found = detectIn(repeatedRequest, [same(0), same(400, other), same(800), same(1200, other)]);
    assert.equal(found.length, 1);
    assert.deepEqual(found[0]?.changes, [{ kind: 'scale', activities: ['c3', 'c4'], factor: 0 }]);
    assert.match(found[0]?.title ?? '', /^2 requests were made again 2 times: 600 ms/);
  });

  it('says nothing of several at a time, of other requests, and of retries', () => {
    assert.deepEqual(detectIn(repeatedRequest, [same(0), same(10), same(20)]), []);
    assert.deepEqual(detectIn(repeatedRequest, [same(0), same(400, { request: { bodyHash: 'i' } })]), []);
    assert.deepEqual(detectIn(repeatedRequest, [same(0, { outcome: 'error' }), same(400)]), []);
    assert.deepEqual(detectIn(repeatedRequest, [same(0, { request: {} }), same(400, { request: {} })]), []);
  });

  it('says nothing of less than 50 ms', () => {
    const brief = (end: number) => [
      same(0, { ttft: 30, streaming: end - 30 }),
      same(60, { ttft: 30, streaming: end - 30 }),
    ];
    assert.equal(detectIn(repeatedRequest, brief(50)).length, 1);
    assert.equal(detectIn(repeatedRequest, brief(49)).length, 0);
  });
});
