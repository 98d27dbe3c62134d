import assert from 'node:assert/strict';
import { readRateLimits } from '../../../../src/decode/headers/readRateLimits';

const date = 'Sat, 21 Nov 2026 12:00:00 GMT';
/** Without the members that have no value. */
const read = (headers: Record<string, string>) => JSON.parse(JSON.stringify(readRateLimits(headers)));

describe('readRateLimits', () => {
  it('reads what OpenAI, Groq and Azure tell', () => {
    const headers = {
      'x-ratelimit-limit-requests': '14400',
      'x-ratelimit-remaining-requests': '14370',
      'x-ratelimit-reset-requests': '2m59.56s',
      'x-ratelimit-limit-tokens': '18000',
      'x-ratelimit-remaining-tokens': '17997',
      'x-ratelimit-reset-tokens': '7.66s',
    };
    assert.deepEqual(read(headers), [
      { of: 'requests', limit: 14400, remaining: 14370, resetMs: 179_560 },
      { of: 'tokens', limit: 18000, remaining: 17997, resetMs: 7660 },
    ]);
  });

  it('reads what Anthropic tells, whose resets are moments by the answer’s own clock', () => {
    const headers = {
      date,
      'anthropic-ratelimit-requests-limit': '4000',
      'anthropic-ratelimit-requests-remaining': '3999',
      'anthropic-ratelimit-requests-reset': '2026-11-21T12:00:01Z',
      'anthropic-ratelimit-input-tokens-remaining': '399000',
      'anthropic-ratelimit-output-tokens-remaining': '0',
    };
    assert.deepEqual(read(headers), [
      { of: 'requests', limit: 4000, remaining: 3999, resetMs: 1000 },
      { of: 'inputTokens', remaining: 399_000 },
      { of: 'outputTokens', remaining: 0 },
    ]);
  });

  it('reads what Mistral tells, and limits without a name', () => {
    const headers = {
      'x-ratelimit-limit-req-minute': '60',
      'x-ratelimit-remaining-req-minute': '58',
      'x-ratelimit-limit-tokens-minute': '500000',
      'x-ratelimit-remaining-tokens-minute': '499000',
      'x-ratelimit-tokens-query-cost': '1000',
    };
    assert.deepEqual(read(headers), [
      { of: 'requests', limit: 60, remaining: 58 },
      { of: 'tokens', limit: 500_000, remaining: 499_000 },
    ]);
    const bare = { date, 'x-ratelimit-limit': '20', 'x-ratelimit-remaining': '0' };
    const reset = String(Date.parse(date) + 30_000);
    assert.deepEqual(read({ ...bare, 'x-ratelimit-reset': reset }), [
      { of: 'requests', limit: 20, remaining: 0, resetMs: 30_000 },
    ]);
    assert.deepEqual(read({ ...bare, 'x-ratelimit-reset': '30' })[0].resetMs, 30_000);
  });

  it('reads durations of every length', () => {
    const resetOf = (text: string) =>
      read({ 'x-ratelimit-remaining-tokens': '1', 'x-ratelimit-reset-tokens': text })[0].resetMs;
    assert.deepEqual(['12ms', '1s', '6m0s', '1h30m', '1d', '0s', 'soon', ''].map(resetOf), [
      12,
      1000,
      360_000,
      5_400_000,
      86_400_000,
      0,
      undefined,
      undefined,
    ]);
  });

  it('takes counts that mean nothing for none', () => {
    const limits = (limit: string, remaining: string) =>
      read({ 'x-ratelimit-limit-tokens': limit, 'x-ratelimit-remaining-tokens': remaining });
    assert.deepEqual(limits('-1', '-1'), []);
    assert.deepEqual(limits('0', '0'), []);
    assert.deepEqual(limits('100', 'many'), []);
    assert.deepEqual(limits('many', '7'), []);
    assert.deepEqual(read({ 'x-ratelimit-limit-tokens': '100' }), []);
    assert.deepEqual(read({}), []);
  });
});
