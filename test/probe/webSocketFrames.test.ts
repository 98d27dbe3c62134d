import assert from 'node:assert/strict';
import { randomFillSync } from 'node:crypto';
import { constants, createDeflateRaw } from 'node:zlib';
import fc from 'fast-check';
import { FrameReader } from '../../src/probe/node/webSocket/frameReader';
import { MessageInflater } from '../../src/probe/node/webSocket/messageInflater';
import { peekMessage } from '../../src/probe/node/webSocket/peekMessage';

interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
  readonly isFinal?: boolean;
  readonly masked?: boolean;
  readonly compressed?: boolean;
}

/** A frame as https://www.rfc-editor.org/rfc/rfc6455#section-5.2 draws it. */
function encode({ opcode, payload, isFinal = true, masked = false, compressed = false }: Frame): Buffer {
  const { length } = payload;
  const long = length > 0xffff ? 8 : length > 125 ? 2 : 0;
  const header = Buffer.alloc(2 + long);
  header[0] = (isFinal ? 0x80 : 0) | (compressed ? 0x40 : 0) | opcode;
  header[1] = (masked ? 0x80 : 0) | (long === 8 ? 127 : long === 2 ? 126 : length);
  if (long === 2) header.writeUInt16BE(length, 2);
  if (long === 8) header.writeBigUInt64BE(BigInt(length), 2);
  if (!masked) return Buffer.concat([header, payload]);
  const mask = randomFillSync(Buffer.alloc(4));
  const hidden = payload.map((byte, at) => byte ^ (mask[at % 4] as number));
  return Buffer.concat([header, mask, hidden]);
}

/** What a reader tells of bytes that come in the given pieces. */
function read(pieces: readonly Uint8Array[], limit?: number): string[] {
  const told: string[] = [];
  const reader = new FrameReader(
    {
      message: ({ payload, compressed }) => {
        const text = Buffer.from(payload).toString('latin1');
        told.push(`${compressed ? 'compressed ' : ''}${text.length} ${text}`);
      },
      closing: (code) => told.push(`closing ${code}`),
      malformed: () => told.push('malformed'),
    },
    limit,
  );
  for (const piece of pieces) reader.push(piece);
  return told;
}

function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] as number;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

const text = 1;
const goOn = 0;
const close = 8;
const ping = 9;

describe('the reader of WebSocket frames', () => {
  it('finds each message, of any length, however the bytes are cut', () => {
    const lengths = [0, 1, 3, 125, 126, 127, 4096, 65_535, 65_536, 70_001];
    const payloads = lengths.map((length) => Buffer.alloc(length, 'message number '));
    const masked = fc.boolean();
    const sizes = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(masked, sizes, (masked, sizes) => {
        const bytes = Buffer.concat(payloads.map((payload) => encode({ opcode: text, payload, masked })));
        assert.deepEqual(
          read(cut(bytes, sizes)),
          payloads.map((payload) => `${payload.length} ${payload.toString()}`),
        );
      }),
      { numRuns: 30, seed: 1 },
    );
  });

  it('puts fragments together, past what is said in between', () => {
    const bytes = Buffer.concat([
      encode({ opcode: text, payload: Buffer.from('one '), isFinal: false, compressed: true }),
      encode({ opcode: ping, payload: Buffer.from('still there?') }),
      encode({ opcode: goOn, payload: Buffer.from('two '), isFinal: false }),
      encode({ opcode: goOn, payload: Buffer.from('three') }),
      encode({ opcode: text, payload: Buffer.from('four') }),
    ]);
    for (const size of [1, 2, 7, bytes.length]) {
      assert.deepEqual(read(cut(bytes, [size])), ['compressed 13 one two three', '4 four'], `${size}`);
    }
  });

  it('tells why a connection is closed', () => {
    const code = Buffer.from([0x03, 0xf3]);
    const why = Buffer.concat([code, Buffer.from('out of order')]);
    assert.deepEqual(read([encode({ opcode: close, payload: why })]), ['closing 1011']);
    assert.deepEqual(read([encode({ opcode: close, payload: Buffer.alloc(0) })]), ['closing undefined']);
  });

  it('keeps nothing of a message that is too long, and goes on behind it', () => {
    const bytes = Buffer.concat([
      encode({ opcode: text, payload: Buffer.alloc(20, 'x') }),
      encode({ opcode: text, payload: Buffer.alloc(8, 'y'), isFinal: false }),
      encode({ opcode: goOn, payload: Buffer.alloc(8, 'y') }),
      encode({ opcode: text, payload: Buffer.from('short') }),
    ]);
    assert.deepEqual(read(cut(bytes, [3]), 10), ['0 ', '0 ', '5 short']);
  });

  it('says so once when what comes are no frames, and falls silent', () => {
    const good = encode({ opcode: text, payload: Buffer.from('good') });
    const strange = [
      Buffer.from([0x91, 0x00]), // a bit that no extension has taken
      Buffer.from([0x83, 0x00]), // an opcode without a meaning
      Buffer.from([0x89, 0x7e, 0x01, 0x00]), // a ping that is too long
    ];
    for (const bytes of strange) assert.deepEqual(read([good, bytes, good]), ['4 good', 'malformed']);
  });
});

describe('the inflater of WebSocket messages', () => {
  it('goes on where the last message ended, for as long as a connection may last', async () => {
    const deflate = createDeflateRaw();
    const compressed: Buffer[] = [];
    deflate.on('data', (chunk: Buffer) => compressed.push(chunk));
    const inflater = new MessageInflater();
    const noise = randomFillSync(Buffer.alloc(40_000)).toString('base64');
    const messages = ['', 'one', `one ${noise}`, `two ${noise}`, ...Array.from({ length: 50 }, () => noise)];
    for (const message of messages) {
      deflate.write(message);
      await new Promise<void>((resolve) => deflate.flush(constants.Z_SYNC_FLUSH, () => resolve()));
      const whole = Buffer.concat(compressed.splice(0));
      assert.equal(inflater.inflate(whole.subarray(0, -4)).toString(), message);
    }
  });
});

describe('a look at a message', () => {
  const long = 'long '.repeat(20_000);

  it('says what it is, whatever its length', () => {
    for (const delta of ['short', long]) {
      const message = { type: 'response.output_audio.delta', event_id: 'e', response_id: 'r', delta };
      assert.deepEqual(peekMessage(JSON.stringify(message)), {
        type: 'response.output_audio.delta',
        stream: undefined,
        response: 'r',
        status: undefined,
        event: 'e',
      });
    }
    for (const output of [[], [long]]) {
      const response = { object: 'realtime.response', id: 'r', status: 'completed', output };
      const peeked = peekMessage(JSON.stringify({ type: 'response.done', response, stream_id: 's' }));
      assert.deepEqual([peeked?.response, peeked?.status], ['r', 'completed']);
    }
  });

  it('is not taken in by what is said in it', () => {
    const instructions = `${long} "type":"response.cancel","stream_id":"other"`;
    const message = { instructions, type: 'response.create', stream_id: 'mine' };
    const { type, stream } = peekMessage(JSON.stringify(message)) ?? {};
    assert.deepEqual([type, stream], ['response.create', 'mine']);
  });

  it('finds nothing in what is no such message', () => {
    for (const strange of ['', 'hello', '[1]', '{"type":1}', '{"type":"a"', `{"a":"${long}"}`]) {
      assert.equal(peekMessage(strange), undefined, strange.slice(0, 20));
    }
  });
});
