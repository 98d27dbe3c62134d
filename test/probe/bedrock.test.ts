import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { monotonicNow } from '../support/simulator/clock';
import { eventStreamMessage } from './support/eventStream';
import { claimedMark, misplaced } from './support/markers';
import { fixture, startProgram } from './support/runProgram';
import { bodyBytes, bodyText } from './support/spool';
import { type Http2Answer, startHttp2Server } from './support/startHttp2Server';

const texts = ['a', 'ö', '\u{1f600}'];

/** What of the SDK's streams is an event each, by the end of the path. */
const events: Readonly<Record<string, (text: string) => Buffer>> = {
  'converse-stream': (text) =>
    eventStreamMessage('contentBlockDelta', { contentBlockIndex: 0, delta: { text } }),
  'invoke-with-response-stream': (text) =>
    eventStreamMessage('chunk', { bytes: Buffer.from(text).toString('base64') }),
};

describe('the AWS SDK for Bedrock, which speaks HTTP/2', () => {
  it('has every call seen at its line, and each event of a stream at its time', async () => {
    /** What the program prints. */
    let lines: Interface;
    const written: number[] = [];
    const heard: number[] = [];
    const answer: Http2Answer = async (stream, { path }) => {
      const event = events[path.slice(path.lastIndexOf('/') + 1)];
      if (!event) {
        stream.respond({ ':status': 200, 'content-type': 'application/json' });
        const message = { role: 'assistant', content: [{ text: 'whole' }] };
        stream.end(JSON.stringify({ output: { message }, stopReason: 'end_turn', usage: {} }));
        return;
      }
      stream.respond({ ':status': 200, 'content-type': 'application/vnd.amazon.eventstream' });
      for (const text of texts) {
        written.push(monotonicNow());
        stream.write(event(text));
        // The next one comes when the program has told that it got this one.
        await once(lines, 'line');
        heard.push(monotonicNow());
      }
      stream.end();
    };
    const server = await startHttp2Server(answer);
    const file = fixture('transports', 'bedrock.mjs');
    const program = await startProgram(file, { args: [server.origin] });
    const output = program.process.child.stdout ?? assert.fail('no output');
    lines = createInterface(output);
    const { exitCode, stdout, spool } = await program.finished;
    server.close();
    assert.equal(exitCode, 0);
    assert.deepEqual(stdout.trim().split('\n'), [...texts, ...texts, 'whole']);
    assert.deepEqual(spool.losses, []);
    assert.deepEqual(spool.exchanges.map(claimedMark), ['converseStream', 'invokeStream', 'converse']);
    assert.deepEqual(await misplaced(spool.exchanges, file), []);
    for (const { request, head, end } of spool.exchanges) {
      assert.deepEqual([request.transport, head?.status, end?.how], ['http2', 200, 'eof']);
    }
    const [converse, invoke] = spool.exchanges;
    for (const [exchange, name] of [
      [converse, 'converse-stream'],
      [invoke, 'invoke-with-response-stream'],
    ] as const) {
      const sent = Buffer.concat(texts.map((text) => events[name]?.(text) ?? Buffer.alloc(0)));
      assert.ok(sent.equals(bodyBytes(exchange?.data ?? [])), `${name}: not the bytes that were sent`);
    }
    const arrived = [...(converse?.data ?? []), ...(invoke?.data ?? [])];
    assert.equal(arrived.length, 2 * texts.length);
    for (const [index, { t }] of arrived.entries()) {
      const [from = Number.NaN, to = Number.NaN] = [written[index], heard[index]];
      assert.ok(t > from && t < to, `event ${index} came at ${t}, not between ${from} and ${to}`);
    }
    assert.ok(!spool.text.includes('secret'));
    assert.ok(bodyText(converse?.requestBody ?? []).includes('cell:converseStream'));
  });
});
