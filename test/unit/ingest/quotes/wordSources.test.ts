import assert from 'node:assert/strict';
import type { AttemptId } from '../../../../src/base/units';
import { FingerprintTable } from '../../../../src/ingest/quotes/fingerprintTable';
import { WordSources } from '../../../../src/ingest/quotes/wordSources';

const answer = (name: string, end = 0) => ({ id: name as AttemptId, end });
const prints = (...fingerprints: number[]) => Float64Array.from(fingerprints);

describe('WordSources', () => {
  it('takes nothing more in when it is full, and claims nothing of what it left out', () => {
    const sources = new WordSources(3);
    sources.addAnswer(answer('a'), prints(1, 2));
    sources.addPart(prints(3, 4), 1);
    sources.addAnswer(answer('b'), prints(4, 5));
    assert.deepEqual(sources.addPart(prints(4, 5), 2), []);
    assert.deepEqual(sources.addPart(prints(2), 2), ['a']);
  });

  it('takes what very many answers say for a manner of speaking', () => {
    const sources = new WordSources();
    for (let i = 0; i < 17; i++) sources.addAnswer(answer(`a${i}`), prints(1, 100 + i));
    assert.deepEqual(sources.addPart(prints(1), 2), []);
    assert.deepEqual(sources.addPart(prints(103), 2), ['a3']);
  });
});

describe('FingerprintTable', () => {
  it('keeps what a map would', () => {
    const table = new FingerprintTable();
    const map = new Map<number, number>();
    for (let i = 1; i < 20_000; i++) {
      const key = i * 2 ** 32 + (Math.imul(i % 9000, 0x9e3779b1) >>> 0);
      table.set(key, -i);
      map.set(key, -i);
    }
    assert.equal(table.size, map.size);
    for (const [key, value] of map) assert.equal(table.get(key), value);
    assert.equal(table.get(2 ** 53 - 1), undefined);
    assert.equal(table.get(1), map.get(1));
  });
});
