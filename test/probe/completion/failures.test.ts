import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { SampleFailure } from '../../../src/model/completion';
import { freePort } from '../../support/freePort';
import { makeSuite, type RecordedSuite, recordSuite } from '../../support/recordSuite';
import { play, readSample, type SampleServer, startAnsweringServer } from '../../support/sampleServer';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/temporaryFolder';

const key = 'sk-canary-0123456789abcdef';
const prefix = 'const secretFormula = (mass, speed) => ';

const refuse = (response: ServerResponse, status: number, message: string) =>
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ error: { message, type: 'invalid_request_error' } }));

const begin = (response: ServerResponse) =>
  response
    .writeHead(200, { 'content-type': 'text/event-stream' })
    .write('data: {"choices":[{"index":0,"delta":{"content":"mass "},"finish_reason":null}]}\n\n');

/** What the server does with a request, by the header that the target sends. */
const answers: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  unauthorised: (response) => refuse(response, 401, `Incorrect API key provided: ${key}.`),
  forbidden: (response) => refuse(response, 403, 'Your organisation may not use this model.'),
  notFound: (response) => refuse(response, 404, 'The model `small-code` does not exist.'),
  badRequest: (response) => refuse(response, 400, 'Unrecognized request argument: `temprature`.'),
  badEcho: (response) => refuse(response, 400, `Can't read "${prefix}"`),
  badKey: (response) => refuse(response, 400, 'The key sk-canary-0123***cdef is for another project.'),
  rateLimited: (response) => refuse(response, 429, 'Rate limit reached.'),
  serverError: (response) => refuse(response, 503, 'The server is overloaded.'),
  stalled: () => {},
  stalledMidway: (response) => begin(response),
  malformed: (response) => {
    begin(response);
    response.end('data: {"choices":[{\n\n');
  },
  page: (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>'),
  whole: (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"choices":[]}'),
  cut: (response) => {
    begin(response);
    setTimeout(() => response.destroy(), 50);
  },
  closed: (response) => response.destroy(),
  ended: (response) => play(readSample('11-openai-chat-truncated'), response),
  failedMidway: (response) => {
    begin(response);
    response.end('data: {"error":{"message":"CUDA out of memory","code":500}}\n\ndata: [DONE]\n\n');
  },
};

interface Expected {
  readonly kind: SampleFailure['kind'];
  readonly status?: number;
  readonly message: RegExp;
  readonly action: RegExp;
}

const expected: Readonly<Record<string, Expected>> = {
  unauthorised: {
    kind: 'unauthorised',
    status: 401,
    message: /does not accept the key \(401\)\.$/,
    action: /key/,
  },
  forbidden: { kind: 'forbidden', status: 403, message: /may not use this model/, action: /small-code/ },
  notFound: { kind: 'notFound', status: 404, message: /does not exist/, action: /"baseUrl" and "api"/ },
  badRequest: { kind: 'badRequest', status: 400, message: /temprature/, action: /"parameters"/ },
  badEcho: { kind: 'badRequest', status: 400, message: /\(400\)\.$/, action: /"parameters"/ },
  badKey: { kind: 'badRequest', status: 400, message: /\(400\)\.$/, action: /"parameters"/ },
  rateLimited: { kind: 'rateLimited', status: 429, message: /Rate limit reached/, action: /"concurrency"/ },
  serverError: { kind: 'serverError', status: 503, message: /overloaded/, action: /log/ },
  stalled: { kind: 'timeout', message: /did not answer within 1500 ms/, action: /"timeout"/ },
  stalledMidway: { kind: 'timeout', status: 200, message: /did not finish its answer/, action: /"timeout"/ },
  malformed: { kind: 'malformed', status: 200, message: /no stream of this API/, action: /"baseUrl"/ },
  page: { kind: 'malformed', status: 200, message: /web page/, action: /"baseUrl"/ },
  whole: { kind: 'malformed', status: 200, message: /does not stream/, action: /"baseUrl"/ },
  cut: { kind: 'cut', status: 200, message: /broke in the middle/, action: /proxy/ },
  closed: { kind: 'unreachable', message: /UND_ERR_SOCKET/, action: /server runs/ },
  ended: { kind: 'cut', status: 200, message: /too early/, action: /proxy/ },
  failedMidway: { kind: 'serverError', status: 200, message: /CUDA out of memory/, action: /log/ },
  dead: {
    kind: 'unreachable',
    message: /nothing listens there \(ECONNREFUSED\)/,
    action: /Start the server/,
  },
  nowhere: { kind: 'unreachable', message: /no known host/, action: /"baseUrl"/ },
};

/** Of both ways to ask: by the openai package, and without. */
const apis = { chat: '/v1', mistralFim: '/v1' } as const;

for (const [api, base] of Object.entries(apis) as ['chat' | 'mistralFim', string][]) {
  describe(`failures of requests by ${api}`, function () {
    this.timeout(60_000);
    let folder: TemporaryFolder;
    let server: SampleServer;
    let recorded: RecordedSuite;
    before(async () => {
      folder = await makeTemporaryFolder();
      server = await startAnsweringServer(async ({ headers }, response) => {
        await answers[String(headers['x-answer'])]?.(response);
      });
      const dead = `http://127.0.0.1:${await freePort()}`;
      const urls: Record<string, string> = { dead, nowhere: 'http://nowhere.invalid' };
      const targets = Object.keys(expected).map((id) => ({
        id,
        api,
        baseUrl: (urls[id] ?? server.url) + base,
        model: 'small-code',
        key: { env: 'KEY' },
        headers: { 'x-answer': id },
      }));
      const at = { kind: 'inline', prefix, suffix: '' } as const;
      const suite = await makeSuite(folder.path, { targets, cases: [{ at }], timeout: 1500, concurrency: 8 });
      recorded = await recordSuite(suite, { keys: () => key });
    });
    after(() => {
      server.close();
      folder.remove();
    });

    for (const [id, { message, action, ...facts }] of Object.entries(expected)) {
      it(`says what to do about ${id}`, () => {
        const sample = recorded.run.completion?.samples.find(({ targetId }) => targetId === id);
        const { failure } = sample ?? {};
        assert.equal(sample?.end, 'failed');
        assert.deepEqual({ kind: failure?.kind, status: failure?.status }, { status: undefined, ...facts });
        assert.match(failure?.message ?? '', message);
        assert.match(failure?.action ?? '', action);
      });
    }

    it('keeps each request apart, whatever failed before it', () => {
      assert.ok(recorded.run.calls.length >= Object.keys(answers).length);
      assert.ok(recorded.run.calls.every(({ attempts }) => attempts.length === 1));
    });

    it('repeats no key, prompt or answer', () => {
      assert.doesNotMatch(JSON.stringify(recorded.run), /sk-canary|0123\*|cdef/);
      assert.doesNotMatch(JSON.stringify(recorded.run.completion), /secretFormula|mass|Sign in/);
    });
  });
}
