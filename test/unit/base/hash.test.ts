import assert from 'node:assert/strict';
import { chainHash, chainNumber, HASH_SEED } from '../../../src/base/hash';

describe('hash', () => {
  it('tells texts apart that differ in little', () => {
    const texts = Array.from({ length: 100_000 }, (_, index) => `/work/src/agent.ts:${index}`);
    assert.equal(new Set(texts.map((text) => chainHash(HASH_SEED, text))).size, texts.length);
  });

  it('tells numbers apart, those beyond 32 bits too', () => {
    const numbers = Array.from({ length: 100_000 }, (_, index) => index * 2 ** (index % 30));
    const distinct = new Set(numbers).size;
    assert.equal(new Set(numbers.map((number) => chainNumber(HASH_SEED, number))).size, distinct);
  });

  it('hangs on the order of what is chained, and on where it is parted', () => {
    const [one, two] = ['system', 'user'].map((text) => (before: number) => chainHash(before, text));
    assert.notEqual(two?.(one?.(HASH_SEED) ?? 0), one?.(two?.(HASH_SEED) ?? 0));
    assert.notEqual(chainHash(chainHash(HASH_SEED, 'ab'), 'c'), chainHash(chainHash(HASH_SEED, 'a'), 'bc'));
    assert.notEqual(chainNumber(chainNumber(HASH_SEED, 3), 5), chainNumber(chainNumber(HASH_SEED, 5), 3));
  });

  it('is a whole number that can be told exactly', () => {
    for (const text of ['', 'a', 'Grüße', 'x'.repeat(1000)]) {
      assert.ok(Number.isSafeInteger(chainHash(HASH_SEED, text)), text);
    }
  });
});
