import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Attempt } from '../../src/model/attempt';
import { readSample, type Sample } from '../unit/decode/samples';
import { buildAttempts } from './support/attempts';
import { claimedMark, misplaced } from './support/markers';
import { fixture, runProgram } from './support/runProgram';
import { untilRead } from './support/untilRead';

const whole = {
  candidates: [
    {
      content: { role: 'model', parts: [{ functionCall: { name: 'look', args: { at: 1 } } }] },
      finishReason: 'STOP',
    },
  ],
  usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2, thoughtsTokenCount: 4, totalTokenCount: 9 },
};

/** Sends the recorded reads of a sample, which arrive one by one. */
async function replay({ response: head, reads, bytes }: Sample, response: ServerResponse, socket: Socket) {
  response.writeHead(head.status, { ...head.headers });
  let from = 0;
  for (const [, length] of reads) {
    response.write(bytes.subarray(from, from + length));
    from += length;
    await untilRead(socket);
  }
  response.end();
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  await text(request);
  const path = request.url ?? '';
  if (path.includes(':streamGenerateContent')) return replay(readSample('26'), response, request.socket);
  if (path.endsWith('/interactions')) return replay(readSample('30'), response, request.socket);
  const document = path.includes('embedder') ? { embeddings: [{ values: [1] }, { values: [2] }] } : whole;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(document));
}

/** Says it in bytes rather than text, and over several lines, as the service does. */
function converse(socket: WebSocket): void {
  const send = (message: object) => socket.send(Buffer.from(JSON.stringify(message, null, 2)));
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    if (message.setup) send({ setupComplete: {} });
    if (message.clientContent)
      send({ toolCall: { functionCalls: [{ id: 'c', name: 'look', args: { at: 1 } }] } });
    if (!message.toolResponse) return;
    send({ serverContent: { modelTurn: { parts: [{ text: 'Found' }] } } });
    send({ serverContent: { modelTurn: { parts: [{ text: ' it' }] } } });
    send({ serverContent: { generationComplete: true } });
    send({
      serverContent: { turnComplete: true },
      usageMetadata: { promptTokenCount: 5, responseTokenCount: 2, totalTokenCount: 7 },
    });
  });
}

/** What we make of an answer, in the form in which the program prints what the SDK makes of it. */
function summaryOf({ response }: Attempt): object {
  const { usage } = response ?? {};
  return {
    chars: response?.textChars,
    calls: response?.toolCalls.length,
    tokens: usage && (usage.inputTokens ?? 0) + usage.outputTokens,
  };
}

describe("Google's SDK for Gemini", () => {
  it('has each of its calls seen at its line, and gets the same answers as we do', async () => {
    const server = createServer((request, response) => void answer(request, response));
    new WebSocketServer({ server }).on('connection', converse);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const file = fixture('transports', 'gemini.mjs');
    const { exitCode, stdout, stderr, spool } = await runProgram(file, { args: [origin] });
    server.close();
    server.closeAllConnections();
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.deepEqual(spool.losses, []);
    assert.ok(!spool.text.includes('very-secret'));
    const marks = ['streamed', 'whole', 'interaction', 'embedded', 'live', 'liveResult'];
    assert.deepEqual(spool.exchanges.map(claimedMark), marks);
    assert.deepEqual(await misplaced(spool.exchanges, file), []);
    const attempts = buildAttempts(spool);
    assert.deepEqual(
      attempts.map(({ style, request: { model, streamed, toolCount, maxOutputTokens }, outcome }) =>
        [style, model, streamed, toolCount, maxOutputTokens, outcome].join(' '),
      ),
      [
        'gemini.generate gemini-x true 2 77 complete',
        'gemini.generate gemini-x false 2 77 complete',
        'gemini.interactions gemini-x true 0  complete',
        'gemini.embeddings embedder false   complete',
        'gemini.live.ws live-x true 2  complete',
        'gemini.live.ws live-x true 2  complete',
      ],
    );
    const printed = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      attempts.map(summaryOf),
      printed.map((one) => ({ chars: (one.text ?? '').length, calls: one.calls, tokens: one.tokens })),
    );
    for (const { timing, reads } of attempts) assert.ok(timing.start < (reads[0]?.at ?? 0));
  });
});
