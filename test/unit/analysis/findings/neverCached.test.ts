import assert from 'node:assert/strict';
import { neverCached } from '../../../../src/analysis/findings/neverCached';
import { answered, detectIn, promptOf } from '../../../support/findingsDsl';

const style = 'anthropic.messages';

function calls(more = {}, count = 3, system = 'system s 7800') {
  return Array.from({ length: count }, (_, turn) =>
    answered({
      start: turn * 2000,
      ttft: 1000,
      inputTokens: 2000,
      style,
      request: promptOf(system, `user q${turn} 200`),
      ...more,
    }),
  );
}

describe('neverCached', () => {
  it('tells a long beginning that is sent again and again without a mark', () => {
    const [found] = detectIn(neverCached, calls());
    assert.equal(found?.evidence[0]?.value, '1\u202f950 tokens');
    assert.equal(found?.certainty, 'likely');
    assert.match(found?.advice ?? '', /cache_control/);
  });

  it('is certain where any model would cache it', () => {
    assert.equal(detectIn(neverCached, calls({ inputTokens: 8000 }))[0]?.certainty, 'certain');
  });

  it('says nothing of two calls, of short beginnings, and where nothing is shared', () => {
    assert.deepEqual(detectIn(neverCached, calls({}, 2)), []);
    assert.deepEqual(detectIn(neverCached, calls({ inputTokens: 1000 })), []);
    const own = calls().map((drawing, turn) => ({ ...drawing, request: promptOf(`user u${turn} 8000`) }));
    assert.deepEqual(detectIn(neverCached, own), []);
  });

  it('says nothing where caches are asked for, hit, or filled without asking', () => {
    const marked = { prompt: [{ kind: 'system', digest: 's', chars: 7800, cacheMark: true }] } as const;
    assert.deepEqual(detectIn(neverCached, calls({ request: marked })), []);
    assert.deepEqual(detectIn(neverCached, calls({ cachedTokens: 1900 })), []);
    assert.deepEqual(detectIn(neverCached, calls({ style: 'openai.chat' })), []);
  });
});
