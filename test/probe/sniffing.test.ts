import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { environmentNames } from '../../src/protocol/environment';
import { aFewAtATime } from './support/aFewAtATime';
import { runSource } from './support/runProgram';
import { bodyText, type Spool } from './support/spool';
import { startServer, type TestServer } from './support/startServer';

const canary = 'c4n4ry';
const chatRequest = { model: 'm', messages: [{ role: 'user', content: canary }] };
const chatStream =
  'data: {"object":"chat.completion.chunk","choices":[{"delta":{"content":"hi"}}]}\n\ndata: [DONE]\n\n';

interface Exchange {
  readonly path?: string;
  readonly request: unknown;
  readonly answer: string | Buffer;
  readonly type?: string;
  readonly status?: number;
  readonly encoding?: string;
}

/** A server that answers with what the request asks for in a header of its own. */
async function startEcho(): Promise<TestServer> {
  return startServer((request, response) => {
    const { answer, type, status, encoding } = JSON.parse(String(request.headers['x-test'] ?? '{}'));
    response.writeHead(status ?? 200, {
      'content-type': type ?? 'application/json',
      ...(encoding && { 'content-encoding': encoding }),
    });
    response.end(Buffer.from(answer ?? '', 'base64'));
  });
}

describe('a request that its path does not tell', () => {
  let server: TestServer;
  /** What is written when a program sends one alone. */
  let alone: ReadonlyMap<Exchange, Promise<Spool>>;
  before(async function () {
    this.timeout(120_000);
    server = await startEcho();
    const each = [...calls, ...others, ...agreeing].map(([, exchange]) => exchange);
    alone = await aFewAtATime(each, (exchange) => send([exchange]));
  });
  after(() => server.close());

  const sendAlone = (exchange: Exchange) => alone.get(exchange) ?? assert.fail('it was not sent');

  /** Sends them one after the other, by `fetch` and by `http`, and gives what was written. */
  async function send(exchanges: readonly Exchange[], env: Readonly<Record<string, string>> = {}) {
    const program = `
      import http from 'node:http';
      for (const { url, headers, body } of ${JSON.stringify(exchanges.map((exchange) => toRequest(exchange, server)))}) {
        await (await fetch(url, { method: 'POST', headers, body })).text();
        await new Promise((resolve) => {
          http.request(url, { method: 'POST', headers }, (response) => response.resume().on('end', resolve)).end(body);
        });
      }`;
    const { spool, exitCode, stderr } = await runSource(program, { env });
    assert.equal(exitCode, 0, stderr);
    return spool;
  }

  const ollamaLines =
    '{"model":"m","message":{"role":"assistant","content":"h"},"done":false}\n{"done":true}\n';
  const calls: readonly (readonly [string, Exchange])[] = [
    ['a chat', { request: chatRequest, answer: '{}' }],
    [
      'a chat whose model stands behind a long prompt',
      {
        request: { messages: [{ role: 'user', content: 'x'.repeat(100_000) }], model: 'm' },
        answer: '{}',
      },
    ],
    ['a chat that was refused', { request: chatRequest, answer: '{"error":{}}', status: 429 }],
    ['contents with parts', { request: { contents: [{ parts: [{ text: 'a' }] }] }, answer: '{}' }],
    [
      'a model and an input, answered by a stream',
      {
        request: { model: 'm', input: 'a' },
        answer: 'data: {"x":1}\n\n',
        type: 'text/event-stream',
      },
    ],
    [
      'a model and a prompt, answered by choices',
      {
        request: { model: 'm', prompt: 'a' },
        answer: '{"choices":[{"text":"b"}]}',
      },
    ],
    [
      'a model and a prompt, answered by choices that are compressed',
      {
        request: { model: 'm', prompt: 'a' },
        answer: gzipSync(`{"choices":[{"text":"${'b'.repeat(50_000)}"}]}`),
        encoding: 'gzip',
      },
    ],
    [
      'a chat without model, answered by choices',
      {
        request: { messages: chatRequest.messages },
        answer: '{"choices":[{"message":{"role":"assistant"}}]}',
      },
    ],
    [
      'anything, answered by a model’s stream',
      {
        request: { question: 'a' },
        answer: chatStream,
        type: 'text/event-stream',
      },
    ],
    [
      'anything, answered by a model’s lines',
      {
        request: { question: 'a' },
        answer: ollamaLines,
        type: 'application/x-ndjson',
      },
    ],
  ];
  for (const [name, exchange] of calls) {
    it(`is seen when it is ${name}`, async () => {
      const { exchanges } = await sendAlone(exchange);
      assert.deepEqual(
        exchanges.map(({ request }) => [request.transport, request.style]),
        [
          ['undici', 'auto'],
          ['http', 'auto'],
        ],
      );
      for (const { requestBody, steps, frames, data } of exchanges) {
        assert.equal(bodyText(requestBody), JSON.stringify(exchange.request));
        assert.deepEqual(
          Buffer.concat(data.map(({ b64 }) => Buffer.from(b64, 'base64'))),
          Buffer.from(exchange.answer),
        );
        assert.deepEqual(
          steps.filter((step) => ['req', 'sent', 'head', 'end'].includes(step)),
          ['req', 'sent', 'head', 'end'],
        );
        assert.ok(frames.length > 0, 'its line is known');
      }
    });
  }

  const others: readonly (readonly [string, Exchange])[] = [
    ['a search', { request: { query: canary, limit: 3 }, answer: `{"hits":["${canary}"]}` }],
    [
      'a model and an input that make no text',
      { request: { model: 'm', input: canary }, answer: '{"data":[{"embedding":[1]}]}' },
    ],
    ['a car', { request: { model: canary, prompt: true }, answer: '{"ok":true}' }],
    [
      'a call by JSON-RPC',
      {
        request: { jsonrpc: '2.0', method: 'tools/call', params: { messages: [], model: canary } },
        answer: 'data: {"jsonrpc":"2.0"}\n\n',
        type: 'text/event-stream',
      },
    ],
    [
      'a stream of other events',
      {
        request: { topic: canary },
        answer: `data: {"tick":"${canary}"}\n\n`.repeat(600),
        type: 'text/event-stream',
      },
    ],
    [
      'counting of tokens',
      { path: '/v1/messages/count_tokens', request: chatRequest, answer: '{"input_tokens":3}' },
    ],
    [
      'moderation',
      { path: '/v1/moderations', request: { model: 'm', input: canary }, answer: '{"results":[]}' },
    ],
    [
      'a chat of a web app',
      {
        path: '/api/chat',
        request: { id: '1', messages: [{ role: 'user', parts: [canary] }] },
        answer: `data: {"type":"text-delta","delta":"${canary}"}\n\n`,
        type: 'text/event-stream',
      },
    ],
    [
      'answers to a survey',
      { path: '/forms/7/responses', request: { answers: [canary] }, answer: `{"ok":"${canary}"}` },
    ],
    ['a form', { request: { name: canary }, answer: '<p>', type: 'text/html' }],
  ];
  for (const [name, exchange] of others) {
    it(`is left alone when it is ${name}`, async () => {
      const spool = await sendAlone(exchange);
      assert.deepEqual(spool.exchanges, []);
      assert.deepEqual(
        spool.others.map(({ origin }) => origin),
        [server.origin],
      );
      assert.ok(
        !spool.text.includes(canary) &&
          !spool.text.includes(Buffer.from(canary).toString('base64').slice(0, 8)),
      );
      assert.ok(!spool.text.includes('"b64"'), 'no body is written');
      assert.deepEqual(spool.losses, []);
    });
  }

  const agreeing: readonly (readonly [string, Exchange])[] = [
    { path: '/api/chat', request: chatRequest, answer: '{}' },
    { path: '/api/generate', request: { model: 'm', prompt: 'a' }, answer: '{}' },
    { path: '/responses', request: { model: 'm', input: 'a' }, answer: '{}' },
    { path: '/completion', request: { prompt: 'a', n_predict: 9 }, answer: '{}' },
    { path: '/generate', request: { inputs: 'a', parameters: {} }, answer: '{}' },
  ].map((exchange) => [exchange.path, exchange] as const);
  for (const [path, exchange] of agreeing) {
    it(`is seen at ${path} when the request agrees with the path`, async () => {
      const { exchanges } = await sendAlone(exchange);
      assert.deepEqual(
        exchanges.map(({ request: { style } }) => style),
        [undefined, undefined],
      );
    });
  }

  it('is not looked at any more where there never was a call', async () => {
    const dull: Exchange = { path: '/log', request: { a: 1 }, answer: '{}' };
    const spool = await send([...Array(5).fill(dull), { path: '/log', request: chatRequest, answer: '{}' }]);
    assert.deepEqual(spool.exchanges, []);
  });

  it('is seen, even when it is refused, where a call was seen before', async () => {
    const first: Exchange = {
      path: '/llm',
      request: { model: 'm', prompt: 'a' },
      answer: '{"choices":[{"text":"b"}]}',
    };
    const { exchanges } = await send([first, { ...first, answer: '{}', status: 503 }]);
    assert.equal(exchanges.length, 4);
  });

  it('is seen where the person’s endpoints say so, whatever it looks like', async () => {
    const env = {
      [environmentNames.endpoints]: JSON.stringify({
        '/my/gateway/llm': 'anthropic.messages',
        'localhost/quiet': 'ignore',
        'localhost/any': 'auto',
      }),
    };
    const plain = { request: { q: 1 }, answer: '{"a":1}' };
    const { exchanges } = await send(
      [
        { ...plain, path: '/t/my/gateway/llm' },
        { ...plain, path: '/any' },
        { path: '/quiet', request: chatRequest, answer: chatStream },
      ],
      env,
    );
    assert.deepEqual(
      exchanges.map(({ request }) => request.style),
      ['anthropic.messages', 'anthropic.messages', 'auto', 'auto'],
    );
  });
});

function toRequest(
  { path = '/my/gateway', request, answer, type, status, encoding }: Exchange,
  server: TestServer,
) {
  const test = { answer: Buffer.from(answer).toString('base64'), type, status, encoding };
  return {
    url: server.origin + path,
    headers: { 'content-type': 'application/json', 'x-test': JSON.stringify(test) },
    body: JSON.stringify(request),
  };
}
