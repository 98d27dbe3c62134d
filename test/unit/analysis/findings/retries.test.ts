import assert from 'node:assert/strict';
import { retries } from '../../../../src/analysis/findings/retries';
import { answered, detectIn } from '../../../support/findingsDsl';

const overloaded = {
  line: 'sent 1, head 90, error 100, close 100',
  status: 529,
  failure: 'overloaded_error',
};
const answer = { line: 'sent 1, head 100, text 200 300, finish 300, close 300' };
const retried = (first: object, start = 700) => [
  { ...overloaded, ...first, retries: [{ ...answer, start }] },
];

describe('retries', () => {
  it('tells attempts that failed, up to the next try', () => {
    const [found] = detectIn(retries, retried({}));
    assert.equal(found?.evidence.find(({ label }) => label.startsWith('Time'))?.value, '700 ms');
    assert.deepEqual(found?.changes, [{ kind: 'firstTry', calls: ['c1'] }]);
  });

  it('tells tries that the program makes itself', () => {
    const request = { bodyHash: 'h' };
    const broken = answered({ request, line: '', outcome: 'truncated' } as never);
    const [found] = detectIn(retries, [broken, answered({ start: 800, request })]);
    assert.deepEqual(found?.changes, [{ kind: 'release', stretches: [{ start: 0, end: 800 }] }]);
  });

  it('leaves rate limits and redirections to others', () => {
    assert.deepEqual(detectIn(retries, retried({ status: 429 })), []);
    assert.deepEqual(detectIn(retries, retried({ status: 307, failure: undefined })), []);
  });

  it('leaves what the debugger held', () => {
    const held = { ...answer, line: 'sent 1, close 400', outcome: 'error', failure: 'ETIMEDOUT' } as const;
    const run = [{ ...held, retries: [{ ...answer, start: 700 }] }];
    assert.deepEqual(detectIn(retries, run, { pauses: [{ start: 50, end: 390 }] }), []);
    assert.equal(detectIn(retries, run).length, 1);
  });

  it('says nothing of less than 50 ms', () => {
    const quick = { line: 'sent 1, head 9, error 10, close 10' };
    assert.equal(detectIn(retries, retried(quick, 49)).length, 0);
    assert.equal(detectIn(retries, retried(quick, 50)).length, 1);
  });
});
