import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Characters } from '../../../src/decode/body/characters';

function decode(pieces: readonly Uint8Array[]): string {
  const characters = new Characters();
  return pieces.map((piece) => characters.decode(piece)).join('') + characters.end();
}

describe('Characters', () => {
  it('puts in its place a character whose rest never comes', () => {
    assert.equal(decode([Uint8Array.of(0x61, 0xe2, 0x82), Uint8Array.of(0x62)]), 'a\ufffdb');
    assert.equal(decode([Uint8Array.of(0xe2, 0x82), Uint8Array.of(0xac)]), '€');
    assert.equal(decode([Uint8Array.of(0xe2)]), '\ufffd');
  });

  it('reads any bytes as a text decoder does, however they are cut', () => {
    const byte = fc.constantFrom(0x61, 0x0a, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80, 0xff);
    fc.assert(
      fc.property(fc.array(fc.array(byte, { maxLength: 4 }), { maxLength: 8 }), (pieces) => {
        const whole = Uint8Array.from(pieces.flat());
        const expected = new TextDecoder('utf-8', { ignoreBOM: true }).decode(whole);
        assert.equal(decode(pieces.map((piece) => Uint8Array.from(piece))), expected);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});
