import assert from 'node:assert/strict';
import { MessageBuffer } from '../../../src/decode/body/messageBuffer';

describe('MessageBuffer', () => {
  it('puts together pieces of any number, and begins anew', () => {
    const buffer = new MessageBuffer();
    const text = 'abcdefg'.repeat(1000);
    for (const piece of text) buffer.add(piece);
    assert.equal(buffer.take(), text);
    assert.equal(buffer.take(), '');
    buffer.add('next');
    assert.equal(buffer.take(), 'next');
  });

  it('leaves out what is over its limit, and nothing else', () => {
    const buffer = new MessageBuffer(4);
    for (const piece of ['abc', 'd']) buffer.add(piece);
    assert.equal(buffer.take(), 'abcd');
    for (const piece of ['abc', 'de', '', 'f']) buffer.add(piece);
    assert.equal(buffer.take(), undefined);
    buffer.add('a');
    assert.equal(buffer.take(), 'a');
  });
});
