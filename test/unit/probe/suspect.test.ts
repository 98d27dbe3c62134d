import assert from 'node:assert/strict';
import { Suspect, type Verdict } from '../../../src/probe/node/suspect';

const chat = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hi' }] });
const json = { 'content-type': 'application/json' };
const unknown = { proven: false };

/** Feeds pieces until something is decided. */
function feed(pieces: Iterable<string | Buffer>, take: (piece: Buffer) => Verdict): Verdict {
  for (const piece of pieces) {
    const verdict = take(Buffer.from(piece));
    if (verdict) return verdict;
  }
  return undefined;
}

describe('Suspect', () => {
  it('decides as soon as the request is clear, in however small pieces it comes', () => {
    assert.equal(new Suspect(unknown).requestBody(Buffer.from(chat)), 'call');
    const suspect = new Suspect(unknown);
    feed(chat, (piece) => suspect.requestBody(piece));
    assert.equal(suspect.head(200, json), 'call');
  });

  it('reads the end of a long request too', () => {
    const long = JSON.stringify({ messages: [{ role: 'user', content: 'x'.repeat(1e6) }], model: 'm' });
    const suspect = new Suspect(unknown);
    const pieces = long.match(/.{1,65536}/g) ?? [];
    assert.equal(
      feed(pieces, (piece) => suspect.requestBody(piece)),
      undefined,
    );
    assert.equal(suspect.head(200, json), 'call');
  });

  it('takes a vague request for a call where calls are known to go', () => {
    const vague = Buffer.from('{"model":"m","inputs":"hi"}');
    assert.equal(new Suspect({ proven: true }).requestBody(vague), 'call');
    assert.equal(new Suspect(unknown).requestBody(vague), undefined);
    assert.equal(new Suspect({ proven: true }).requestBody(Buffer.from('{"name":"x"}')), undefined);
  });

  it('waits for an answer that could tell, and for no other', () => {
    const afterHead = (body: string, status: number, headers: Record<string, string>) => {
      const suspect = new Suspect(unknown);
      suspect.requestBody(Buffer.from(body));
      return suspect.head(status, headers);
    };
    const vague = '{"model":"m","input":"hi"}';
    assert.equal(afterHead(vague, 200, json), undefined);
    assert.equal(afterHead(vague, 200, { 'content-type': 'text/event-stream' }), 'call');
    assert.equal(afterHead(vague, 200, { 'content-type': 'audio/mpeg' }), 'other');
    assert.equal(afterHead(vague, 404, json), 'other');
    assert.equal(afterHead('{"q":1}', 200, json), 'other');
    assert.equal(afterHead('{"q":1}', 200, { 'content-type': 'application/x-ndjson' }), undefined);
  });

  it('gives up on an answer that says nothing for long', () => {
    const suspect = new Suspect(unknown);
    suspect.requestBody(Buffer.from('{"q":1}'));
    suspect.head(200, { 'content-type': 'text/event-stream' });
    const ticks = Array(2000).fill('data: {"tick":1}\n\n');
    let read = 0;
    assert.equal(
      feed(ticks, (piece) => {
        read += 1;
        return suspect.answer(piece);
      }),
      'other',
    );
    assert.ok(read < 600, `${read} of them were looked at`);
  });

  it('can not be confused by a compressed answer that is broken', () => {
    const suspect = new Suspect(unknown);
    suspect.requestBody(Buffer.from('{"model":"m","input":"hi"}'));
    suspect.head(200, { ...json, 'content-encoding': 'gzip' });
    assert.equal(suspect.answer(Buffer.from('{"choices":[{"text":"a"}]}')), undefined);
    assert.equal(suspect.answer(Buffer.alloc(9000)), 'other');
  });
});
