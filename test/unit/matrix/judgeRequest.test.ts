import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { bodyFaults } from '../../matrix/support/judgeRequest';
import type { Served } from '../../matrix/support/served';
import type { SpooledExchange } from '../../probe/support/spool';

describe('bodyFaults', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const pieces = ['one ', 'two ', 'three ', 'four'];
  const served: Served = {
    id: 'replay_1',
    mark: 'chat',
    path: '/v1/chat/completions',
    style: 'openai.chat',
    retry: false,
    streamed: true,
    writes: pieces.length,
    bodySha256: sha256(pieces.join('')),
    sha256After: pieces.map((_, at) => sha256(pieces.slice(0, at + 1).join(''))),
    expect: undefined,
  };
  const seen = (texts: readonly string[], how: string) => {
    const data = texts.map((text) => ({ b64: Buffer.from(text).toString('base64') }));
    return { data, end: { how } } as unknown as SpooledExchange;
  };

  it('asks for every byte of an answer that was read to its end', () => {
    assert.deepEqual(bodyFaults(served, seen(pieces, 'end')), []);
    assert.deepEqual(bodyFaults(served, seen(pieces.slice(0, 3), 'end')), ['body differs']);
    assert.deepEqual(bodyFaults(served, seen(['one ', 'two ', 'tree ', 'four'], 'end')), ['body differs']);
  });

  it('lets a client leave between two writes, and no byte be wrong or missing before', () => {
    assert.deepEqual(bodyFaults(served, seen(pieces.slice(0, 3), 'abort')), []);
    assert.deepEqual(bodyFaults(served, seen(['one ', 'three '], 'abort')), ['body differs']);
    assert.deepEqual(bodyFaults({ ...served, sha256After: undefined }, seen(pieces.slice(0, 3), 'abort')), [
      'body differs',
    ]);
  });

  it('finds an answer of many writes that was seen as one', () => {
    assert.deepEqual(bodyFaults(served, seen([pieces.join('')], 'end')), ['4 writes seen as one']);
  });
});
