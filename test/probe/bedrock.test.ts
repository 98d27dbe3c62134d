import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventStreamMessage } from './support/eventStream';
import { claimedMark, misplaced } from './support/markers';
import { fixture, runProgram } from './support/runProgram';
import { bodyText } from './support/spool';
import { type Http2Answer, startHttp2Server } from './support/startHttp2Server';

const texts = ['a', 'b', 'c'];
const gap = 40;

/** What of the SDK's streams is an event each, by the end of the path. */
const events: Readonly<Record<string, (text: string) => Buffer>> = {
  'converse-stream': (text) =>
    eventStreamMessage('contentBlockDelta', { contentBlockIndex: 0, delta: { text } }),
  'invoke-with-response-stream': (text) =>
    eventStreamMessage('chunk', { bytes: Buffer.from(text).toString('base64') }),
};

describe('the AWS SDK for Bedrock, which speaks HTTP/2', () => {
  it('has every call seen at its line, and each event of a stream at its time', async () => {
    const written: number[] = [];
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
        written.push(Number(process.hrtime.bigint()) / 1e6);
        stream.write(event(text));
        await sleep(gap);
      }
      stream.end();
    };
    const server = await startHttp2Server(answer);
    const program = fixture('transports', 'bedrock.mjs');
    const { exitCode, stdout, spool } = await runProgram(program, { args: [server.origin] });
    server.close();
    assert.equal(exitCode, 0);
    assert.deepEqual(stdout.trim().split('\n'), [...texts, ...texts, 'whole']);
    assert.deepEqual(spool.losses, []);
    assert.deepEqual(spool.exchanges.map(claimedMark), ['converseStream', 'invokeStream', 'converse']);
    assert.deepEqual(await misplaced(spool.exchanges, program), []);
    for (const { request, head, end } of spool.exchanges) {
      assert.deepEqual([request.transport, head?.status, end?.how], ['http2', 200, 'eof']);
    }
    const [converse, invoke] = spool.exchanges;
    const arrived = [...(converse?.data ?? []), ...(invoke?.data ?? [])];
    assert.equal(arrived.length, 2 * texts.length);
    for (const [index, { t }] of arrived.entries()) {
      const late = t - (written[index] ?? Number.NaN);
      assert.ok(late > 0 && late < gap, `event ${index} came ${late} ms after it was written`);
    }
    assert.ok(!spool.text.includes('secret'));
    assert.ok(bodyText(converse?.requestBody ?? []).includes('cell:converseStream'));
  });
});
