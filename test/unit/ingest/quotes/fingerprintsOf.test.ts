import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fingerprintsOf, toldChars } from '../../../../src/ingest/quotes/fingerprintsOf';

const letters = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'),
  minLength: 0,
  maxLength: 300,
});
const stretch = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'),
  minLength: toldChars,
  maxLength: 2 * toldChars,
});

function sharedBy(one: string, other: string): number {
  const known = new Set(fingerprintsOf([one]));
  return [...fingerprintsOf([other])].filter((fingerprint) => known.has(fingerprint)).length;
}

describe('fingerprintsOf', () => {
  it('finds every stretch of 40 letters and digits that two texts share, wherever it is', () => {
    assert.equal(toldChars, 40);
    fc.assert(
      fc.property(letters, letters, letters, letters, stretch, (a, b, c, d, shared) => {
        assert.ok(sharedBy(a + shared + b, c + shared + d) > 0);
      }),
      { seed: 7 },
    );
  });

  it('finds nothing in common where less than 28 of them are', () => {
    fc.assert(
      fc.property(letters, letters, letters, letters, stretch, (a, b, c, d, shared) => {
        const few = shared.slice(0, 27);
        // What stands around them may not lengthen them by chance.
        assert.equal(sharedBy(`${a}é${few}ß${b}`, `${c}à${few}ö${d}`.toUpperCase()), 0);
      }),
      { seed: 7 },
    );
  });

  it('looks past case, spaces, punctuation and escapes', () => {
    const text = 'The quick brown fox\n\tjumps over "the lazy dog" and C:\\temp is left alone';
    const escaped = JSON.stringify(JSON.stringify(text));
    assert.deepEqual(fingerprintsOf([escaped]), fingerprintsOf([text]));
    const [loud, plain] = [
      'The quick brown fox jumps, over the lazy dog',
      'thequickbrownfoxjumpsoverthelazydog',
    ];
    assert.deepEqual(fingerprintsOf([loud.toUpperCase()]), fingerprintsOf([plain]));
    assert.equal(fingerprintsOf([plain]).length, 1);
  });

  it('keeps about one fingerprint for seven characters', () => {
    const text = fc.sample(
      fc.string({ unit: fc.constantFrom(...'abcdefghij'), minLength: 20_000, maxLength: 20_000 }),
      {
        numRuns: 1,
        seed: 3,
      },
    );
    const density = fingerprintsOf(text).length / 20_000;
    assert.ok(density > 0.12 && density < 0.17, `${density}`);
  });

  it('keeps one of a text that is too short to fill a window, none of a shorter one or across two', () => {
    assert.equal(fingerprintsOf(['a'.repeat(28)]).length, 1);
    assert.equal(fingerprintsOf(['a'.repeat(27)]).length, 0);
    assert.equal(fingerprintsOf(['abcdefghijklmnop', 'qrstuvwxyzabcdefghijk']).length, 0);
  });
});
