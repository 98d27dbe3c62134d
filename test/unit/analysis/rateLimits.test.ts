import assert from 'node:assert/strict';
import { describeRateLimits, findLowHeadroom, findRateLimitCost } from '../../../src/analysis/rateLimits';
import { type CallDrawing, drawRun } from '../../support/runDsl';

const line = 'head 10, text 100 480, finish 490, done 500, close 500';
const refused = { line: 'head 50, body 50, close 60', status: 429, outcome: 'error' } as const;
const overloaded = { ...refused, status: 503, retryAfterMs: 500 } as const;
const callsOf = (...drawings: CallDrawing[]) => drawRun(drawings).calls;

describe('rate limits', () => {
  it('cost refused attempts and the waits after them, and none of what else was waited for', () => {
    const calls = callsOf(
      { ...refused, retryAfterMs: 400, retries: [{ start: 500, line }] },
      { ...overloaded, start: 2000, retries: [{ start: 2600, line }] },
      { start: 4000, line },
    );
    assert.deepEqual(findRateLimitCost(calls), { calls: 1, refusals: 1, time: 500, asked: 390 });
    assert.deepEqual(describeRateLimits(calls), [
      'Rate limits, not the model, took 500 ms in 1 of 3 calls, 390 ms of it by retry-after.',
    ]);
  });

  it('say less of a single call, and of one to which the server named no wait', () => {
    const calls = callsOf({ ...refused, retries: [{ start: 500, line }] });
    assert.deepEqual(describeRateLimits(calls), ['Rate limits, not the model, took 500 ms.']);
  });

  it('are told of when little is left, the least of all', () => {
    const leaving = (remaining: number, limit?: number) => ({
      line,
      rateLimits: [{ of: 'tokens', limit, remaining, resetMs: 7660 }],
    });
    const calls = callsOf(leaving(900, 10_000), leaving(300, 10_000), leaving(5000, 10_000), leaving(7));
    assert.equal(findLowHeadroom(calls)?.remaining, 300);
    assert.deepEqual(describeRateLimits(calls), [
      'Little headroom: 300 of 10.0k tokens (3 %) left, to be whole again in 7.66 s.',
    ]);
    assert.deepEqual(describeRateLimits(callsOf(leaving(1000, 10_000), { line })), []);
  });
});
