import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import zlib from 'node:zlib';
import { FlateInflater } from '../../../src/decode/inflate/flateInflater';
import type { Inflater } from '../../../src/decode/inflate/inflater';
import {
  type DecompressPrefix,
  decompressBrotli,
  PrefixInflater,
} from '../../../src/decode/inflate/prefixInflater';
import { chunk, decodePieces, eventStream, toSse } from './decodeText';

const messages = ['One', ' two', ' three'].map((content) => toSse(chunk({ content })));

const fast = { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 };

type Compressor = zlib.Gzip | zlib.BrotliCompress;

/** Compresses each text and flushes, as a server does that streams; the last piece is what the end adds. */
async function compress(texts: readonly string[], compressor: Compressor): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  let piece: Buffer[] = [];
  compressor.on('data', (bytes: Buffer) => piece.push(bytes));
  const take = () => pieces.push(Buffer.concat(piece.splice(0)));
  for (const text of texts) {
    compressor.write(text);
    await new Promise<void>((done) => compressor.flush(done));
    take();
  }
  const ended = new Promise((done) => compressor.on('end', done));
  compressor.end();
  await ended;
  take();
  piece = [];
  return pieces;
}

function decode(pieces: readonly Uint8Array[], encoding: string) {
  return decodePieces(pieces, { headers: { ...eventStream, 'content-encoding': encoding } });
}

/** What `createZstdCompress` of Node.js 22 makes of the messages with a flush after each, and of the end. */
const zstdPieces = [
  'KLUv/QBYtAIAYoYUGZCpGQMTaswGkdxo+GIXfh81a26Yp1zvWAKENEJDCLH3JmXyUDCUrhou7VzB99pcm87sNgslXgB3InF1NrhVHk3GuXx8o8R0XA6cb9RZcWYZDAA=',
  'bAAAICB0d28CAGowRCkagA==',
  'bAAAIGRocmUCAFNzT6HgCg==',
  'AQAA',
].map((text) => Buffer.from(text, 'base64'));

const encodings: readonly [string, string, () => Compressor][] = [
  ['gzip', 'gzip', () => zlib.createGzip()],
  ['x-gzip, stored', 'X-GZip', () => zlib.createGzip({ level: 0 })],
  ['deflate with a zlib wrapper', 'deflate', () => zlib.createDeflate()],
  ['deflate without one', 'deflate', () => zlib.createDeflateRaw()],
  ['br', 'br', () => zlib.createBrotliCompress()],
];

describe('content encodings', () => {
  for (const [title, encoding, open] of encodings) {
    it(`gives each event the time of its compressed read: ${title}`, async () => {
      const decoded = decode(await compress(messages, open()), encoding);
      assert.equal(decoded.text, 'One two three');
      assert.deepEqual(
        decoded.events.map(({ at, read }) => [at, read]),
        [
          [0, 0],
          [1, 1],
          [2, 2],
        ],
      );
      assert.equal(decoded.undecoded, null);
    });

    it(`reads it byte by byte: ${title}`, async () => {
      const bytes = Buffer.concat(await compress(messages, open()));
      const decoded = decode(
        Array.from(bytes, (byte) => Uint8Array.of(byte)),
        encoding,
      );
      assert.equal(decoded.text, 'One two three');
      assert.equal(decoded.bytes, bytes.length);
    });
  }

  it('gives each event the time of its compressed read: zstd, where Node.js knows it', () => {
    const decoded = decode(zstdPieces, 'zstd');
    if (!('zstdDecompressSync' in zlib)) {
      const unknown = 'This version of Node.js does not know the content encoding zstd.';
      assert.deepEqual([decoded.undecoded, decoded.reads.length], [unknown, zstdPieces.length]);
      return;
    }
    assert.equal(decoded.text, 'One two three');
    assert.deepEqual(
      decoded.events.map(({ at }) => at),
      [0, 1, 2],
    );
    assert.equal(decoded.undecoded, null);
  });

  it('reads blocks that are compressed without a flush', () => {
    const texts = Array.from({ length: 400 }, (_, index) => `word ${index * 7919} `);
    const bytes = zlib.gzipSync(texts.map((content) => toSse(chunk({ content }))).join(''), { memLevel: 1 });
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
    assert.equal(decode(pieces, 'gzip').text, texts.join(''));
  });

  it('keeps what came before a broken connection', async () => {
    const pieces = await compress(messages, zlib.createGzip());
    const decoded = decode([...pieces.slice(0, 2), (pieces[2] as Uint8Array).subarray(0, 3)], 'gzip');
    assert.equal(decoded.text, 'One two');
    assert.equal(decoded.undecoded, null);
  });

  it('stops at bytes that are not what the header says, and keeps reads and sizes', async () => {
    for (const encoding of ['gzip', 'br']) {
      const garbage = Buffer.from(`${messages.join('')}\xff\xff\xff`, 'latin1');
      const decoded = decode([garbage, garbage], encoding);
      assert.equal(decoded.undecoded, 'The body is not what its content encoding says.');
      assert.equal(decoded.bytes, 2 * garbage.length);
      assert.equal(decoded.reads.length, 2);
    }
  });

  it('says which encoding it does not know', () => {
    assert.equal(
      decode([Buffer.from('x')], 'compress').undecoded,
      'The content encoding "compress" is not known.',
    );
  });

  it('takes identity for what it is', () => {
    assert.equal(decode([Buffer.from(messages.join(''))], 'identity').text, 'One two three');
  });
});

describe('long bodies in br', () => {
  it('are read whole', async () => {
    const words = Array.from({ length: 2000 }, (_, index) =>
      createHash('sha1').update(`${index}`).digest('base64'),
    );
    const pieces = await compress(
      words.map((content) => toSse(chunk({ content }))),
      zlib.createBrotliCompress({ params: fast }),
    );
    const whole = Buffer.concat(pieces);
    assert.ok(whole.length > 40_000);
    const halves = [whole.subarray(0, 5000), whole.subarray(5000, 30_000), whole.subarray(30_000)];
    assert.equal(decode(halves, 'br').text, words.join(''));
  });

  it('are remarked upon when events were held back', async () => {
    const blanks = Array.from({ length: 12 }, () => ' '.repeat(1.5 * 1024 * 1024));
    const pieces = await compress(blanks, zlib.createBrotliCompress({ params: fast }));
    const held = 'Later events of this compressed stream have the time of its end.';
    assert.deepEqual(decode(pieces.slice(0, 8), 'br').remarks, []);
    assert.deepEqual(decode(pieces, 'br').remarks, [held]);
  });
});

describe('bodies that would become too large', () => {
  const limit = 100_000;
  const plain = Buffer.alloc(limit + 1, 'data: {}\n\n');
  const tooLarge = { message: 'The body is too large once it is inflated.' };
  const inflate = (inflater: Inflater, body: Uint8Array) => Buffer.concat([...inflater.push(body)]).length;

  it('are given up, whatever compressed them', () => {
    const inGzip = zlib.gzipSync(plain);
    assert.throws(() => inflate(new FlateInflater(limit), inGzip), tooLarge);
    assert.equal(inflate(new FlateInflater(plain.length), inGzip), plain.length);
    const inBrotli = zlib.brotliCompressSync(plain);
    assert.throws(() => inflate(new PrefixInflater(decompressBrotli, limit), inBrotli), tooLarge);
    assert.equal(inflate(new PrefixInflater(decompressBrotli, plain.length), inBrotli), plain.length);
  });
});

describe('PrefixInflater', () => {
  /** "Compression" by which every byte becomes 1 MB. */
  const inflate: DecompressPrefix = (prefix) => Buffer.alloc(prefix.length * 1024 * 1024, 'x');
  const sizeOf = (plain: Iterable<Uint8Array>) => [...plain].reduce((sum, bytes) => sum + bytes.length, 0);

  it('holds back what comes after its share of work, and gives it at the end', () => {
    const inflater = new PrefixInflater(inflate);
    const sizes = Array.from({ length: 20 }, () => sizeOf(inflater.push(Uint8Array.of(1))) / 1024 ** 2);
    assert.deepEqual(sizes, [...Array(14).fill(1), ...Array(6).fill(0)]);
    assert.equal(inflater.heldBack, true);
    assert.equal(sizeOf(inflater.end()) / 1024 ** 2, 6);
  });

  it('has nothing left at the end when it held nothing back', () => {
    const inflater = new PrefixInflater(inflate);
    assert.equal(sizeOf(inflater.push(Uint8Array.of(1, 2))) / 1024 ** 2, 2);
    assert.equal(inflater.heldBack, false);
    assert.equal(sizeOf(inflater.end()), 0);
  });
});
