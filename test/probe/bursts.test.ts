import assert from 'node:assert/strict';
import { Recorder } from '../../src/probe/node/recorder';
import type { SpoolFile } from '../../src/probe/node/spoolFile';
import type { ProbeRecord } from '../../src/protocol/probeRecords';
import { runSource } from './support/runProgram';
import { bodyText } from './support/spool';
import { startServer } from './support/startServer';

describe('pieces of an answer that came at once', () => {
  let lines: string[];
  let recorder: Recorder;
  beforeEach(() => {
    lines = [];
    const file = { size: 0, append: (line: string) => void lines.push(line) };
    recorder = new Recorder(file as unknown as SpoolFile, 'test');
  });

  /** Each record that is on disk by now, as `<time>:<text>` when it is of a body. */
  const written = () =>
    lines
      .map((line) => JSON.parse(line) as ProbeRecord)
      .map((record) => (record.k === 'data' ? `${record.t}:${atob(record.b64)}` : record.k));
  const piece = (t: number, text: string, id = 'a') => recorder.writeBody('data', id, t, Buffer.from(text));

  it('become one record, as soon as the program could get them', async () => {
    piece(5, 'one ');
    assert.deepEqual(written(), ['5:one '], 'the first waits for nothing');
    piece(5.05, 'two ');
    piece(5.1, 'three ');
    assert.deepEqual(written(), ['5:one ']);
    await null;
    assert.deepEqual(written(), ['5:one ', '5.05:two three ']);
    piece(5.15, 'four');
    await null;
    assert.deepEqual(written(), ['5:one ', '5.05:two three ', '5.15:four']);
  });

  it('are parted from what came before or after', () => {
    piece(5, 'one');
    piece(5.3, 'two');
    piece(5.35, 'three');
    piece(5.37, 'other', 'b');
    assert.deepEqual(written(), ['5:one', '5.3:two', '5.35:three', '5.37:other']);
    piece(5.38, 'more', 'b');
    recorder.write({ k: 'bye', t: 5.4 });
    assert.deepEqual(written().slice(4), ['5.38:more', 'bye']);
  });

  it('are kept whatever the program does with their memory, and however many they are', async () => {
    const memory = Buffer.alloc(30_000, 'x');
    for (let i = 0; i < 5; i++) recorder.writeBody('data', 'a', 5, memory);
    memory.fill('y');
    await null;
    const texts = written().map((record) => record.slice(2));
    assert.equal(texts.join(''), 'x'.repeat(5 * memory.length));
    assert.deepEqual(
      texts.map(({ length }) => length),
      [30_000, 60_000, 30_000, 30_000],
    );
  });

  it('are on disk when the program ends in the middle of them', async () => {
    const pieces = Array.from({ length: 500 }, (_, n) => `data: ${n}\n\n`);
    const server = await startServer((_request, response) => {
      response.flushHeaders();
      for (const text of pieces) response.write(text);
      response.end();
    });
    const { exitCode, spool } = await runSource(
      `const response = await fetch(${JSON.stringify(server.url)}, { method: 'POST', body: '{}' });
       for await (const chunk of response.body) if (Buffer.from(chunk).includes('data: 99')) process.exit(3);`,
    );
    server.close();
    assert.equal(exitCode, 3);
    const [exchange] = spool.exchanges;
    assert.ok(exchange);
    assert.ok(bodyText(exchange.data).startsWith(pieces.slice(0, 100).join('')));
    assert.ok(exchange.data.length < 50, `${exchange.data.length} records`);
  });
});
