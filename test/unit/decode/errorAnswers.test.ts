import assert from 'node:assert/strict';
import { decodeDocument, decodeMessages, decodePieces, eventStream, json } from './decodeText';

const message = 'It went wrong.';

/** Bodies of HTTP errors as servers have them, and the type that is to come out. */
const bodies: readonly [string, unknown, string][] = [
  [
    'OpenAI, code in words',
    { error: { message, type: 'tokens', param: null, code: 'rate_limit_exceeded' } },
    'rate_limit_exceeded',
  ],
  ['OpenAI, no code', { error: { message, type: 'server_error', param: null, code: null } }, 'server_error'],
  [
    'vLLM, llama.cpp: code in digits',
    { error: { message, type: 'BadRequestError', code: 400 } },
    'BadRequestError',
  ],
  [
    'LiteLLM: digits in a string',
    { error: { message, type: 'throttling_error', code: '429' } },
    'throttling_error',
  ],
  ['OpenRouter', { error: { message, code: 502, metadata: {} } }, '502'],
  [
    'Anthropic',
    { type: 'error', error: { type: 'overloaded_error', message }, request_id: 'r' },
    'overloaded_error',
  ],
  [
    'Gemini',
    { error: { code: 429, message, status: 'RESOURCE_EXHAUSTED', details: [] } },
    'RESOURCE_EXHAUSTED',
  ],
  [
    'Gemini, in a list',
    [{ error: { code: 429, message, status: 'RESOURCE_EXHAUSTED' } }],
    'RESOURCE_EXHAUSTED',
  ],
  ['TGI', { error: message, error_type: 'overloaded' }, 'overloaded'],
  ['Ollama', { error: message }, 'http_500'],
  ['xAI', { code: 'invalid-argument', error: message }, 'invalid-argument'],
  ['Bedrock, Cohere', { message }, 'http_500'],
  [
    'Mistral',
    { object: 'error', message, type: 'invalid_request_error', code: '1500' },
    'invalid_request_error',
  ],
  ['FastAPI', { detail: message }, 'http_500'],
  [
    'FastAPI, validation',
    { detail: [{ loc: ['body'], msg: 'It went', type: 'x' }, { msg: 'wrong.' }] },
    'http_500',
  ],
];

describe('HTTP errors', () => {
  for (const [title, body, type] of bodies) {
    it(`reads the error of ${title}`, () => {
      const { error, events, undecoded } = decodeDocument(body, { status: 500 });
      assert.equal(error?.type, type);
      assert.equal(error?.message.replace(';', ''), message);
      assert.equal(events.length, 1);
      assert.equal(undecoded, null);
    });
  }

  it('takes the name of the error from the head where AWS has it', () => {
    const named = (name: string, body: string) =>
      decodePieces([body], { status: 429, headers: { ...json, 'x-amzn-errortype': name } }).error;
    const slow = '{"message":"Slow down"}';
    const told = { type: 'ThrottlingException', message: 'Slow down' };
    assert.deepEqual(named('ThrottlingException', slow), told);
    assert.deepEqual(named('ThrottlingException:http://internal.example/coral/', slow), told);
    assert.deepEqual(named('com.example#ThrottlingException', slow), told);
    assert.equal(named('', slow)?.type, 'http_429');
    assert.equal(named('ThrottlingException', '')?.type, 'ThrottlingException');
    assert.equal(named('ThrottlingException', '{"type":"own","message":"x"}')?.type, 'own');
  });

  it('makes do with a body that does not say why', () => {
    const errorOf = (body: string, type: string) =>
      decodePieces([body], { status: 502, headers: { 'content-type': type } }).error;
    const html = 'HTTP 502 with HTML that does not say why.';
    assert.deepEqual(errorOf('<html><h1>502</h1></html>', 'text/html'), { type: 'http_502', message: html });
    assert.deepEqual(errorOf('error code: 1020', 'text/plain'), {
      type: 'http_502',
      message: 'error code: 1020',
    });
    assert.deepEqual(errorOf('{}', 'application/json'), {
      type: 'http_502',
      message: 'HTTP 502 with JSON that does not say why.',
    });
    assert.deepEqual(errorOf('{"error":', 'application/json')?.type, 'http_502');
    assert.deepEqual(errorOf('', ''), { type: 'http_502', message: 'HTTP 502 without an explanation.' });
  });

  it('reads an error that comes as a stream', () => {
    const decoded = decodeMessages([{ error: { type: 'server_error', message } }], { status: 503 });
    assert.deepEqual(decoded.error, { type: 'server_error', message });
    assert.deepEqual(decodePieces([': x\n\n'], { status: 503 }).error?.type, 'http_503');
  });

  it('reads the errors of styles that are not decoded', () => {
    const decoded = decodeDocument({ message }, { status: 400, style: 'vercel.gateway' });
    assert.deepEqual(decoded.error, { type: 'http_400', message });
  });

  it('cuts long messages and keeps them on one line', () => {
    const error = decodeDocument({ error: { message: `a\n b${'x'.repeat(500)}` } }, { status: 400 }).error;
    assert.equal(error?.message.length, 200);
    assert.match(error?.message ?? '', /^a bx+…$/);
  });

  it('removes what looks like a credential', () => {
    const refused = [
      'Incorrect API key provided: sk-proj-abcdef1234567890. See https://x.example.',
      'Bad token: Bearer eyJhbGciOi.x-y',
      'Invalid key gsk_abcdefghijklmnop',
    ];
    const messages = refused.map((text) => decodeDocument({ error: text }, { status: 401 }).error?.message);
    assert.deepEqual(messages, [
      'Incorrect API key provided: [removed] See https://x.example.',
      'Bad token: [removed]',
      'Invalid key [removed]',
    ]);
    const harmless = 'The risk-based model sk-mini has no key.';
    assert.equal(decodeDocument({ error: harmless }, { status: 401 }).error?.message, harmless);
  });
});

describe('errors on HTTP 200', () => {
  const error = { type: 'server_error', message };

  it('reads them in Chat Completions streams', () => {
    assert.deepEqual(decodeMessages([{ error }]).error, error);
    assert.deepEqual(decodeMessages([{ choices: [], x_groq: { error: message } }]).error, {
      type: null,
      message,
    });
    assert.deepEqual(decodePieces([`event: error\ndata: ${JSON.stringify(error)}\n\n`]).error, error);
    assert.deepEqual(decodeMessages([{ object: 'error', ...error }]).error, error);
    assert.equal(decodeMessages([{ choices: [{ delta: {}, finish_reason: 'error' }] }]).error?.type, 'error');
  });

  it('keeps the first of several, and words one that has none', () => {
    const decoded = decodeMessages([{ error: {} }, { error }]);
    assert.deepEqual(decoded.error, {
      type: null,
      message: 'The server reported an error and did not say which.',
    });
  });

  it('reads them in documents', () => {
    assert.deepEqual(decodeDocument({ code: 'no-credit', error: message }).error, {
      type: 'no-credit',
      message,
    });
    assert.deepEqual(decodeDocument([{ error }]).error, error);
    assert.deepEqual(decodeDocument({ type: 'error', error }, { style: 'anthropic.messages' }).error, error);
    const failed = {
      object: 'response',
      status: 'failed',
      error: { code: 'server_error', message },
      output: [],
    };
    assert.deepEqual(decodeDocument(failed, { style: 'openai.responses' }).error, error);
  });

  it('takes null for no error', () => {
    assert.equal(decodeDocument({ error: null, choices: [] }).error, null);
  });

  it('reads them in Anthropic streams, after output', () => {
    const stream = [
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n',
    ];
    const decoded = decodePieces(stream, { style: 'anthropic.messages' });
    assert.deepEqual(decoded.error, { type: 'overloaded_error', message: 'Overloaded' });
  });
});

describe('waiting times that a server asks for', () => {
  const waitOf = (headers: Record<string, string>) =>
    decodeDocument({}, { status: 429, headers: { ...json, ...headers } }).retryAfterMs;

  it('prefers milliseconds, then seconds, then a date', () => {
    assert.equal(waitOf({ 'retry-after-ms': '1500', 'retry-after': '9' }), 1500);
    assert.equal(waitOf({ 'retry-after': '1.5' }), 1500);
    const date = 'Sun, 22 Nov 2026 10:00:00 GMT';
    assert.equal(waitOf({ 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT', date }), 30_000);
    assert.equal(waitOf({ 'retry-after': 'Sun, 22 Nov 2026 09:00:00 GMT', date }), 0);
  });

  it("leaves out what can't be told", () => {
    assert.equal(waitOf({}), null);
    assert.equal(waitOf({ 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT' }), null);
    assert.equal(waitOf({ 'retry-after': 'soon' }), null);
  });
});

describe('figures in headers', () => {
  it('takes processing time only of an answer in one piece', () => {
    const processing = { 'openai-processing-ms': '640' };
    const document = { choices: [] };
    assert.deepEqual(decodeDocument(document, { headers: { ...json, ...processing } }).serverTimings, {
      processingMs: 640,
    });
    assert.equal(
      decodeMessages([document], { headers: { ...eventStream, ...processing } }).serverTimings,
      null,
    );
  });

  describe('a wait that the client is asked for', () => {
    const waitOf = (details: unknown, headers: Record<string, string> = {}) => {
      const error = { code: 429, message, status: 'RESOURCE_EXHAUSTED', details };
      const setup = { status: 429, headers: { ...json, ...headers } };
      return decodePieces([JSON.stringify({ error })], setup).retryAfterMs;
    };
    const info = (retryDelay: unknown) => [
      { '@type': 'type.googleapis.com/google.rpc.QuotaFailure' },
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay },
    ];

    it('is read in the body where Google puts it', () => {
      assert.equal(waitOf(info('30s')), 30_000);
      assert.equal(waitOf(info('0.847655010s')), 848);
    });

    it('is that of the header where there is one', () => {
      assert.equal(waitOf(info('30s'), { 'retry-after': '7' }), 7000);
    });

    it('is none where the body has nothing that can be read as one', () => {
      for (const details of [undefined, [], 'soon', info(30), info('soon'), info('1.2.3s')]) {
        assert.equal(waitOf(details), null);
      }
    });
  });
});
