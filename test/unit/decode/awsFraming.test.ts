import assert from 'node:assert/strict';
import { crc32, gzipSync } from 'node:zlib';
import { AwsFraming } from '../../../src/decode/body/awsFraming';
import type { FrameSink } from '../../../src/decode/body/messageFraming';
import { eventStreamFrame, eventStreamMessage } from '../../probe/support/eventStream';
import { decodePieces } from './decodeText';

const first = eventStreamMessage('contentBlockDelta', { delta: { text: 'a' } });
const second = eventStreamMessage('contentBlockDelta', { delta: { text: 'é' } });
const told = (text: string) => `contentBlockDelta ${JSON.stringify({ delta: { text } })}`;

/** What a framing tells of these reads; what is thrown comes last. */
function frame(reads: readonly Uint8Array[], limit?: number): string[] {
  const seen: string[] = [];
  const sink: FrameSink = {
    event: (data, name) => seen.push(`${name} ${data}`),
    failure: (type, message) => seen.push(`failure ${type}: ${message}`),
    oversizedEvent: () => seen.push('oversized'),
    damagedEvent: () => seen.push('damaged'),
    tornEvent: () => seen.push('torn'),
    unterminatedEvent: () => seen.push('unterminated'),
    comment: () => seen.push('comment'),
    strangeLine: () => seen.push('strange'),
  };
  const framing = new AwsFraming(sink, limit);
  try {
    for (const read of reads) {
      framing.push(read);
      seen.push('|');
    }
    framing.end();
  } catch (error) {
    seen.push(String(error));
  }
  return seen;
}

function withByte(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed[at] = value;
  return changed;
}

/** The beginning of a frame with these lengths, and with the right checksum of them. */
function prelude(length: number, headersLength: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(length, 0);
  bytes.writeUInt32BE(headersLength, 4);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 8)), 8);
  return bytes;
}

const broken = 'Error: The frames of the event stream are broken: a length in them is not right.';

describe('AwsFraming', () => {
  it('tells a frame within the read that completes it', () => {
    const both = Buffer.concat([first, second]);
    assert.deepEqual(frame([both]), [told('a'), told('é'), '|']);
    const cut = first.length + 3;
    assert.deepEqual(frame([both.subarray(0, cut), both.subarray(cut)]), [told('a'), '|', told('é'), '|']);
    const single = Array.from(first, (byte) => Uint8Array.of(byte));
    assert.deepEqual(frame(single), [...Array(first.length - 1).fill('|'), told('a'), '|']);
  });

  it('tells what the server says of its failure', () => {
    const exception = { ':message-type': 'exception', ':exception-type': 'throttlingException' };
    assert.deepEqual(frame([eventStreamFrame(exception, '{"message":"Slow down"}')]), [
      'failure throttlingException: Slow down',
      '|',
    ]);
    assert.deepEqual(frame([eventStreamFrame(exception, '{"Message":"Slow down"}')]), [
      'failure throttlingException: Slow down',
      '|',
    ]);
    assert.deepEqual(frame([eventStreamFrame(exception, 'oops')]), ['failure throttlingException: ', '|']);
    const error = { ':message-type': 'error', ':error-code': 'Internal', ':error-message': 'It broke' };
    assert.deepEqual(frame([eventStreamFrame(error, '')]), ['failure Internal: It broke', '|']);
  });

  it('tells messages apart whose headers are alike in part', () => {
    const named = (name: string) => eventStreamFrame({ ':event-type': name }, name);
    const frames = ['a', 'b', 'a', 'ö'].map(named);
    assert.deepEqual(frame([Buffer.concat(frames)]), ['a a', 'b b', 'a a', 'ö ö', '|']);
  });

  it('takes a frame without headers, and one without payload', () => {
    assert.deepEqual(frame([eventStreamFrame({}, '{}')]), ['undefined {}', '|']);
    assert.deepEqual(frame([eventStreamFrame({}, '')]), ['undefined ', '|']);
  });

  it('leaves out a frame that is not what was sent, and reads the next', () => {
    const damaged = withByte(first, first.length - 6, 0x20);
    assert.deepEqual(frame([Buffer.concat([damaged, second])]), ['damaged', told('é'), '|']);
  });

  it('leaves out a frame whose headers can not be read, and reads the next', () => {
    const [kindAt, lengthAt] = [14, 15];
    for (const at of [kindAt, lengthAt]) {
      const strange = withByte(eventStreamFrame({ a: 'b' }, '{}'), at, 0x63).subarray(0, -4);
      const checksum = Buffer.alloc(4);
      checksum.writeUInt32BE(crc32(strange));
      assert.deepEqual(frame([Buffer.concat([strange, checksum, second])]), ['damaged', told('é'), '|']);
    }
  });

  it('gives up where a length is not right, and keeps what came before', () => {
    const changed = withByte(second, 3, 7);
    assert.deepEqual(frame([Buffer.concat([first, changed, first])]), [told('a'), broken]);
    assert.deepEqual(frame([prelude(15, 0)]), [broken]);
    assert.deepEqual(frame([prelude(100, 85)]), [broken]);
  });

  it('passes over a frame above the limit without keeping it, and reads the next', () => {
    const long = eventStreamMessage('x', { text: 'x'.repeat(2000) });
    const bytes = Buffer.concat([long, first]);
    assert.deepEqual(frame([bytes], 1000), ['oversized', told('a'), '|']);
    const halves = [bytes.subarray(0, 1500), bytes.subarray(1500)];
    assert.deepEqual(frame(halves, 1000), ['|', 'oversized', told('a'), '|']);
    assert.deepEqual(frame([long.subarray(0, -1)], 1000), ['|', 'torn']);
  });

  it('tells when the body ends within a frame', () => {
    assert.deepEqual(frame([first.subarray(0, 5)]), ['|', 'torn']);
    assert.deepEqual(frame([first, second.subarray(0, -1)]), [told('a'), '|', '|', 'torn']);
  });
});

describe('event streams of AWS', () => {
  const decode = (...pieces: Uint8Array[]) =>
    decodePieces(pieces, {
      style: 'bedrock.converse',
      headers: { 'content-type': 'application/vnd.amazon.eventstream' },
    });

  it('are told by their first byte when their head does not say so', () => {
    const decoded = decodePieces([first], { style: 'bedrock.converse', headers: {} });
    assert.equal(decoded.text, 'a');
    assert.equal(decoded.streamed, true);
  });

  it('may turn out to be something else', () => {
    const page = decode(Buffer.from('<html>Sign in</html>'));
    assert.match(page.undecoded ?? '', /^The server answered HTML/);
    assert.equal(page.streamed, false);
    const binary = decode(Buffer.alloc(40));
    assert.equal(binary.undecoded, broken.slice('Error: '.length));
    assert.deepEqual([binary.bytes, binary.reads.length, binary.events.length], [40, 1, 0]);
  });

  it('say what was left out of them', () => {
    const damaged = withByte(first, first.length - 6, 0x20);
    const { text, events, remarks, undecoded } = decode(first, damaged, second, first.subarray(0, 30));
    assert.equal(text, 'aé');
    assert.equal(undecoded, null);
    assert.deepEqual(
      events.map(({ at, chars }) => [at, chars]),
      [
        [0, 1],
        [1, 0],
        [2, 1],
      ],
    );
    assert.deepEqual(remarks, ['Events that arrived damaged, left out: 1.', 'The last event broke off.']);
  });

  it('keep what came before a length that is not right', () => {
    const decoded = decode(first, withByte(second, 3, 7), second);
    assert.equal(decoded.text, 'a');
    assert.equal(decoded.undecoded, broken.slice('Error: '.length));
    assert.equal(decoded.bytes, first.length + 2 * second.length);
    assert.equal(decoded.reads.length, 3);
  });

  it('are inflated when they are compressed', () => {
    const pieces = [gzipSync(Buffer.concat([first, second]))];
    const decoded = decodePieces(pieces, {
      style: 'bedrock.converse',
      headers: { 'content-encoding': 'gzip' },
    });
    assert.equal(decoded.text, 'aé');
  });

  it('are passed over in bounded memory when they claim to be endless', () => {
    const claim = prelude(0xffffffff, 0);
    const piece = new Uint8Array(1024 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    const decoded = decode(first, claim, ...Array(64).fill(piece));
    assert.ok(process.memoryUsage().arrayBuffers - before < 16 * 1024 * 1024);
    assert.equal(decoded.text, 'a');
    assert.deepEqual(decoded.remarks, ['The last event broke off.']);
  });
});
