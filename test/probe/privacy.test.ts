import assert from 'node:assert/strict';
import { runSource } from './support/runProgram';
import { startServer, type TestServer } from './support/startServer';

const canary = 'c4n4ry';

/** Sends the canary in every place where people put secrets. */
const program = `
  import http from 'node:http';
  const { TEST_URL } = process.env;
  const headers = {
    authorization: 'Bearer ${canary}', 'proxy-authorization': '${canary}', cookie: 'session=${canary}',
    'api-key': '${canary}', 'x-api-key': '${canary}', 'x-goog-api-key': '${canary}', 'openai-organization': '${canary}',
    'x-amz-security-token': '${canary}', 'x-custom-${canary}': '1', 'mcp-session-id': '${canary}',
    'content-type': 'application/json', 'x-stainless-retry-count': '2',
  };
  const query = '?key=${canary}&api-version=2024-10-21&alt=sse&x-amz-signature=${canary}&${canary}';
  const body = '{}';
  await (await fetch(TEST_URL + query, { method: 'POST', headers, body })).text();
  const withUser = new URL(TEST_URL + query + '#${canary}');
  withUser.username = '${canary}';
  withUser.password = '${canary}';
  await new Promise((resolve) => {
    http.request(withUser, { method: 'POST', headers }, (response) => response.resume().on('end', resolve)).end(body);
  });
  await (await fetch(new URL('/${canary}?key=${canary}', TEST_URL), { headers })).text();
  await fetch('http://127.0.0.1:9/v1/chat/completions?key=${canary}', { method: 'POST', headers, body }).catch(() => {});
  const control = new AbortController();
  control.abort(new Error('${canary}'));
  await fetch(TEST_URL, { method: 'POST', headers, body, signal: control.signal }).catch(() => {});
  process.argv.push('${canary}');
`;

describe('the spool', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer((_request, response) => {
      response.setHeader('set-cookie', canary);
      response.setHeader('x-secret', canary);
      response.setHeader('location', `https://example.com/?token=${canary}`);
      response.setHeader('x-request-id', 'req_1');
      response.setHeader('x-ratelimit-remaining-tokens', '17');
      response.end('{}');
    });
  });
  after(() => server.close());

  it('holds no credential, wherever the program put it', async () => {
    const env = { TEST_URL: server.url, OPENAI_API_KEY: canary };
    const { exitCode, spool } = await runSource(program, { env, args: ['--', `--token=${canary}`] });
    assert.equal(exitCode, 0);
    assert.equal(spool.exchanges.length >= 2, true);
    assert.ok(
      !spool.text.includes(canary),
      spool.text.split('\n').find((line) => line.includes(canary)),
    );
  });

  it('keeps what explains a call: names of the query, chosen values, chosen headers', async () => {
    const { spool } = await runSource(program, { env: { TEST_URL: server.url } });
    for (const { request, head } of spool.exchanges.slice(0, 2)) {
      assert.equal(request.url, `${server.url}?key=&api-version=2024-10-21&alt=sse&x-amz-signature=&`);
      assert.equal(request.headers['content-type'], 'application/json');
      assert.equal(request.headers['x-stainless-retry-count'], '2');
      assert.equal(head?.headers['x-request-id'], 'req_1');
      assert.equal(head?.headers['x-ratelimit-remaining-tokens'], '17');
    }
  });
});
