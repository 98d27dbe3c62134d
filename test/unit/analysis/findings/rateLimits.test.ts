import assert from 'node:assert/strict';
import { rateLimits } from '../../../../src/analysis/findings/rateLimits';
import { detectIn } from '../../../support/findingsDsl';

const refused = { line: 'sent 1, head 10, error 20, close 20', status: 429, failure: 'rate_limit_error' };
const answer = { line: 'sent 1, head 100, text 200 300, finish 300, close 300' };
const limited = (first: object, start: number) => [{ ...refused, ...first, retries: [{ ...answer, start }] }];

describe('rateLimits', () => {
  it('tells refused requests with the waits after them, and what the server asked for', () => {
    const [found] = detectIn(rateLimits, limited({ retryAfterMs: 1000 }, 1200));
    assert.equal(found?.evidence.find(({ label }) => label.startsWith('Time'))?.value, '1.20 s');
    assert.equal(found?.evidence.find(({ label }) => label.startsWith('Asked'))?.value, '1.00 s');
    assert.deepEqual(found?.changes, [{ kind: 'firstTry', calls: ['c1'] }]);
  });

  it('leaves other failures to others', () => {
    assert.deepEqual(detectIn(rateLimits, limited({ status: 503, failure: 'unavailable' }, 1200)), []);
  });

  it('says nothing of a refusal that no try came after, nor of less than 50 ms', () => {
    assert.deepEqual(detectIn(rateLimits, [refused]), []);
    assert.equal(detectIn(rateLimits, limited({}, 49)).length, 0);
    assert.equal(detectIn(rateLimits, limited({}, 50)).length, 1);
  });
});
