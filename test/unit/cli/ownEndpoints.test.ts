import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Report } from '../../../src/protocol/reportFile';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/temporaryFolder';
import { runCli } from './support/runCli';

const canary = 'c4n4ry';

/** A gateway of a firm's own: its requests look like nothing, its answers are those of Chat Completions, in one piece. */
const answer = {
  object: 'chat.completion',
  model: 'house-model',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: canary } }],
  usage: { prompt_tokens: 12, completion_tokens: 7 },
};

/** A helper that two functions call, in a file of its own. */
const files = {
  'llm/client.mjs': `
export async function ask(url, question) {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer ${canary}' };
  const response = await fetch(url + '?key=${canary}', { method: 'POST', headers, body: JSON.stringify({ question }) });
  return response.json();
}
`,
  'agent.mjs': `
import { ask } from './llm/client.mjs';
import http from 'node:http';
const [, , origin] = process.argv;
const url = origin + '/my/gateway/llm';
async function plan() {
  await ask(url, '${canary}');
}
async function review() {
  await ask(url, '${canary}');
}
async function other() {
  await fetch(origin + '/log', { method: 'POST', body: JSON.stringify({ text: '${canary}' }) });
  await new Promise((resolve) => {
    const request = http.request(origin + '/search?q=${canary}', { method: 'POST' }, (response) => response.resume().on('end', resolve));
    request.end(JSON.stringify({ model: 'index', query: '${canary}' }));
  });
}
await plan();
await review();
await other();
await plan();
`,
} as const;

describe('a program with an endpoint of its own', function () {
  this.timeout(30_000);
  let folder: TemporaryFolder;
  let server: Server;
  let origin: string;
  before(async () => {
    folder = await makeTemporaryFolder();
    mkdirSync(join(folder.path, 'llm'));
    for (const [name, source] of Object.entries(files)) writeFileSync(join(folder.path, name), source);
    server = createServer(async (request, response) => {
      request.resume();
      await once(request, 'end');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(request.url?.startsWith('/my/') ? answer : { hits: [canary] }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.close();
    server.closeAllConnections();
    folder.remove();
  });

  const run = (...args: string[]) => runCli(folder.path, args);
  const program = () => ['--', process.execPath, 'agent.mjs', origin];
  const report = async (...args: string[]): Promise<Report> => {
    const { code, stdout, stderr } = await run('report', '--json', ...args);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  };

  it('is not seen unless it is told', async () => {
    const { stderr } = await run('record', '--out', 'none.lltrace', ...program());
    assert.match(stderr, /No LLM calls were seen/);
    assert.match(stderr, /It spoke to http:\/\/127\.0\.0\.1:\d+/);
    assert.match(stderr, /name it by latencyLens\.endpoints or --endpoint/);
  });

  it('is recorded and decoded once it is told', async () => {
    const endpoint = '/my/gateway/llm=openai.chat';
    const { code, stderr } = await run(
      'record',
      '--endpoint',
      endpoint,
      '--out',
      'run.lltrace',
      ...program(),
    );
    assert.equal(code, 0, stderr);
    const { calls } = await report('run.lltrace');
    assert.deepEqual(
      calls.map(({ style, path, model, outcome, usage, attribution: { function: name, line } }) => [
        style,
        path,
        model,
        outcome,
        usage?.outputTokens,
        name,
        line,
      ]),
      Array(3).fill(['openai.chat', '/my/gateway/llm', 'house-model', 'complete', 7, 'ask', 4]),
    );
  });

  it('is shown at the lines that called its helper when a person wants that', async () => {
    const byCaller = ({ callSites }: Report) =>
      callSites.map(({ place, callIds }) => `${place?.function} ${place?.line} ${callIds.length}`).sort();
    assert.deepEqual(byCaller(await report('run.lltrace')), ['ask 4 3']);
    assert.deepEqual(byCaller(await report('--helper', 'llm/**', 'run.lltrace')), [
      'plan 7 2',
      'review 10 1',
    ]);
    assert.equal(
      byCaller(await report('--call-site', 'outermost', 'run.lltrace')).length,
      3,
      'a line of the program each',
    );
    const { stdout } = await run('report', '--helper', 'llm/**', 'run.lltrace');
    assert.match(stdout, /agent\.mjs:7 plan .*\n(.*\n)*.*agent\.mjs:10 review/);
    const recorded = await run(
      'record',
      '--endpoint',
      '/my/gateway/llm',
      '--helper',
      'client.mjs',
      '--out',
      'b.lltrace',
      ...program(),
    );
    assert.match(recorded.stderr, /agent\.mjs:7 plan/);
  });

  it('leaves nothing of what was said anywhere', async () => {
    const endpoint = '/my/gateway/llm=openai.chat';
    const recorded = await run('record', '--endpoint', endpoint, '--out', 'secret.lltrace', ...program());
    const shown = await run('report', 'secret.lltrace');
    const json = await run('report', '--json', 'secret.lltrace');
    for (const { stdout, stderr } of [recorded, shown, json])
      assert.ok(!`${stdout}${stderr}`.includes(canary));
    for (const name of readdirSync(folder.path, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder.path, name);
      if (name in files || !statSync(path).isFile()) continue;
      const bytes = readFileSync(path);
      for (const trace of [canary, Buffer.from(canary).toString('base64').slice(0, 8)]) {
        assert.ok(!bytes.includes(trace), `${name} holds ${trace}`);
      }
    }
    assert.deepEqual(readdirSync(join(folder.path, '.latency-lens', 'runs')), [], 'the raw records are gone');
  });
});
