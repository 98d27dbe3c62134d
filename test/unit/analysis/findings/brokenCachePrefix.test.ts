import assert from 'node:assert/strict';
import { brokenCachePrefix } from '../../../../src/analysis/findings/brokenCachePrefix';
import { answered, detectIn, promptOf } from '../../../support/findingsDsl';

/** A conversation of calls with 2 000 tokens of 4 characters. */
function calls(partsOf: (turn: number) => readonly string[], more = {}, count = 4) {
  return Array.from({ length: count }, (_, turn) =>
    answered({
      start: turn * 2000,
      ttft: 1000,
      inputTokens: 2000,
      request: promptOf(...partsOf(turn)),
      ...more,
    }),
  );
}

const clockInFront = (turn: number) => [`system s${turn} 400`, 'user manual 7400', `user q${turn} 200`];

describe('brokenCachePrefix', () => {
  it('tells a system prompt that changes before what stays', () => {
    const [found] = detectIn(brokenCachePrefix, calls(clockInFront));
    assert.equal(found?.evidence[0]?.value, 'The system prompt');
    assert.equal(found?.certainty, 'certain');
    assert.deepEqual(found?.activities, ['c2', 'c3', 'c4']);
  });

  it('guesses it from a long part that is as long each time', () => {
    const [found] = detectIn(
      brokenCachePrefix,
      calls((turn) => [`system s${turn} 7800`, `user q${turn} 200`]),
    );
    assert.equal(found?.certainty, 'likely');
  });

  it('says nothing when the change comes last', () => {
    assert.deepEqual(
      detectIn(
        brokenCachePrefix,
        calls((turn) => ['system s 400', 'user manual 7400', `user q${turn} 200`]),
      ),
      [],
    );
  });

  it('says nothing when a cache had it all the same', () => {
    assert.deepEqual(detectIn(brokenCachePrefix, calls(clockInFront, { cachedTokens: 1500 })), []);
  });

  it('says nothing of prompts that no provider caches', () => {
    assert.equal(detectIn(brokenCachePrefix, calls(clockInFront, { inputTokens: 1051 })).length, 1);
    assert.equal(detectIn(brokenCachePrefix, calls(clockInFront, { inputTokens: 1050 })).length, 0);
  });

  it('says nothing of one change, nor where no cache was asked for', () => {
    assert.deepEqual(detectIn(brokenCachePrefix, calls(clockInFront, {}, 2)), []);
    assert.deepEqual(detectIn(brokenCachePrefix, calls(clockInFront, { style: 'anthropic.messages' })), []);
  });

  it('counts only what a mark lets into the cache, as the server counts it', () => {
    const lost = (more: object) => {
      const found = detectIn(
        brokenCachePrefix,
        calls((turn) => [`system s${turn} 5600 mark`, 'user manual 2200', `user q${turn} 200`], {
          style: 'anthropic.messages',
          ...more,
        }),
      );
      return found[0]?.evidence.find(({ label }) => label === 'Could have been cached')?.value;
    };
    assert.equal(lost({}), '4 200 of 6 000 tokens', '5 600 of 8 000 characters of 3 prompts');
    assert.equal(lost({ usage: { cacheWriteTokens: 1300 } }), '3 900 of 6 000 tokens');
  });
});
