import assert from 'node:assert/strict';
import { Blanking } from '../../../src/probe/node/blanking';
import { secretsOf } from '../../../src/probe/node/redaction';

const secret = 'abcdefghijklmnop';

/** What is written of an answer that comes in these pieces. */
function blank(pieces: readonly string[], secrets: readonly string[] = [secret]): string[] {
  const blanking = new Blanking(secrets);
  return pieces.map((piece) => blanking.blank(Buffer.from(piece)).toString());
}

describe('Blanking', () => {
  it('covers every place of a secret, and nothing else', () => {
    assert.deepEqual(blank([`x ${secret}${secret} y ${secret}`]), [
      `x ${'*'.repeat(32)} y ${'*'.repeat(16)}`,
    ]);
    assert.deepEqual(blank(['abcdefgh abcdefghijklmno ']), ['abcdefgh abcdefghijklmno ']);
  });

  it('covers a secret wherever it is cut in two, but for a few letters', () => {
    for (let cut = 1; cut < secret.length; cut += 1) {
      const [first = '', second = ''] = blank([`x ${secret.slice(0, cut)}`, `${secret.slice(cut)} y`]);
      const left = (first + second).replace(/[*xy ]/g, '');
      assert.ok(left.length < 5, `${cut}: ${first}|${second}`);
      assert.equal(first.length + second.length, secret.length + 4);
    }
    assert.deepEqual(blank([`x ${secret.slice(0, 6)}`, secret.slice(6, 12), `${secret.slice(12)}!`]), [
      'x ******',
      '******',
      '****!',
    ]);
    assert.equal(blank([...secret]).join(''), 'abcd************');
  });

  it('leaves what only begins like a secret, where it is short', () => {
    assert.deepEqual(blank(['x abc', 'other abc', 'zzz']), ['x abc', 'other abc', 'zzz']);
  });

  it('does not touch the bytes of the program', () => {
    const bytes = Buffer.from(`x ${secret}`);
    assert.equal(new Blanking([secret]).blank(bytes).toString(), `x ${'*'.repeat(16)}`);
    assert.equal(bytes.toString(), `x ${secret}`);
    const clean = Buffer.from('nothing in it');
    assert.equal(new Blanking([secret]).blank(clean), clean);
    assert.equal(new Blanking([]).blank(bytes), bytes);
  });
});

describe('secretsOf', () => {
  it('takes the values of headers that are not kept, without schemes and words', () => {
    assert.deepEqual(
      secretsOf([
        ['Authorization', 'Bearer sk-0123456789ab'],
        ['cookie', 'session=fedcba9876543210; theme=dark'],
        ['x-anything', 'a1b2c3d4e5f6g7'],
        ['content-type', 'application/json-patch'],
        ['Host', 'api.example.com:8080'],
        [':authority', 'api.example.com:8080'],
        ['x-model-name', 'gpt-4.1-nano-2025'],
        ['accept-language', 'en'],
        ['x-feature', 'application/x-words-alone'],
      ]),
      ['sk-0123456789ab', 'fedcba9876543210', 'a1b2c3d4e5f6g7'],
    );
    const many = Array.from({ length: 20 }, (_, index) => [`x-${index}`, `abcdefghijk${index}x`] as const);
    assert.equal(secretsOf(many).length, 8);
  });
});
