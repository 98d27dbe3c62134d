import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type OwnedProcess, startProcess } from '../../support/processes';
import { projectRoot } from '../../support/projectRoot';
import type { Respond } from '../../support/simulator/behaviour';
import { monotonicNow } from '../../support/simulator/clock';
import { answerSampleDocs } from '../../support/simulator/scenarios/sampleDocs';
import { behaviourHeader, scripted } from '../../support/simulator/scenarios/scripted';
import type { LoggedRequest, SimulatorLogFile } from '../../support/simulator/simulatorLog';
import { type Simulator, startSimulator } from '../../support/simulator/startSimulator';

const paths = ['/v1/chat/completions', '/v1/responses', '/v1/messages'];

function post(
  simulator: { url: string },
  path: string,
  body: object,
  init: RequestInit = {},
): Promise<Response> {
  return fetch(`${simulator.url}${path}`, { method: 'POST', body: JSON.stringify(body), ...init });
}

function momentsOf(entry: LoggedRequest): (number | undefined)[] {
  const { receivedAt, bodyCompleteAt, headersAt, writes, endedAt } = entry;
  return [receivedAt, bodyCompleteAt, headersAt, ...writes.map(({ at }) => at), endedAt];
}

describe('simulator log', () => {
  let simulator: Simulator;
  let respond: Respond;

  beforeEach(async () => {
    simulator = await startSimulator({
      respond: (request) => respond(request),
      answerTool: answerSampleDocs,
    });
  });
  afterEach(() => simulator.close());

  it('holds every byte that the client got, in the order of time', async () => {
    const output = [
      { reasoning: 'Hm.' },
      { text: 'Grüße – 🌍, again and again.' },
      { toolCall: { name: 'f', arguments: { a: 1 } } },
    ];
    respond = () => ({
      headersAfterMs: 5,
      firstTokenAfterMs: 30,
      keepaliveEveryMs: 10,
      tokenEveryMs: 2,
      output,
    });
    for (const path of paths) {
      for (const stream of [true, false]) {
        const before = monotonicNow();
        const response = await post(simulator, path, { model: 'm', stream });
        const bytes = (await response.arrayBuffer()).byteLength;
        const after = monotonicNow();
        const entry = simulator.log.byId(response.headers.get('x-request-id') ?? '');
        assert.ok(entry, `${path} is logged under the id of its answer`);
        assert.deepEqual([entry.method, entry.path, entry.stream, entry.status], ['POST', path, stream, 200]);
        assert.equal(
          entry.writes.reduce((sum, write) => sum + write.bytes, 0),
          bytes,
        );
        const moments = [before, ...momentsOf(entry), after].map(Number);
        assert.deepEqual(
          moments,
          [...moments].sort((a, b) => a - b),
          `${path} in order`,
        );
        assert.ok(
          entry.writes.every(({ at, dueAt }) => at >= dueAt),
          'nothing is written before it is due',
        );
        assert.equal(entry.clientAbortedAt, undefined);
      }
    }
  });

  it('puts off what a script lets wait, and keeps its pace from there', async () => {
    let release = () => {};
    let held: Promise<void> | undefined = new Promise((resolve) => {
      release = resolve;
    });
    const before = (kind: string) => (kind === 'text' ? held : undefined);
    respond = () => ({ tokenEveryMs: 20, output: [{ text: 'one two three' }], before });
    const answer = await post(simulator, '/v1/messages', { stream: true });
    const [entry] = simulator.log.requests;
    assert.ok(entry?.bodyCompleteAt);
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.ok(entry.writes.length > 0 && entry.writes.every(({ kind }) => kind !== 'text'));
    const releasedAt = monotonicNow();
    held = undefined;
    release();
    await answer.text();
    const [first, , third] = entry.writes.filter(({ kind }) => kind === 'text');
    assert.ok(first && third && first.at >= releasedAt);
    assert.ok(first.dueAt - entry.bodyCompleteAt > 200, 'what is due is put off with it');
    assert.ok(Math.abs(third.dueAt - first.dueAt - 40) < 0.01);
  });

  it('answers the same request with the same bytes, but for ids', async () => {
    respond = () => ({ tokenEveryMs: 0, output: [{ text: 'Always the same.' }] });
    for (const path of paths) {
      const texts = [];
      for (let round = 0; round < 2; round += 1) {
        const text = await (await post(simulator, path, { model: 'm', stream: true })).text();
        texts.push(text.replaceAll(/sim_\d+/g, 'ID').replaceAll(/"created(_at)?":\d+/g, ''));
      }
      assert.equal(texts[0], texts[1]);
    }
  });

  it('tells a client that went away from an end and from a cut', async () => {
    respond = () => ({
      tokenEveryMs: 2,
      output: [{ text: 'one two six' }],
      failure: { kind: 'hang', afterTokens: 2 },
    });
    const abort = new AbortController();
    const response = await post(simulator, '/v1/messages', { stream: true }, { signal: abort.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    abort.abort();
    await assert.rejects(async () => {
      while (!(await reader?.read())?.done);
    });
    const [entry] = simulator.log.requests;
    while (entry?.clientAbortedAt === undefined) await new Promise((resolve) => setTimeout(resolve, 2));
    assert.deepEqual([entry.endedAt, entry.cutAt], [undefined, undefined]);

    respond = () => ({
      tokenEveryMs: 2,
      output: [{ text: 'one two six' }],
      failure: { kind: 'cut', afterTokens: 2 },
    });
    await assert.rejects(async () => (await post(simulator, '/v1/messages', { stream: true })).text());
    const cut = simulator.log.requests[1];
    assert.ok(cut?.cutAt !== undefined && cut.endedAt === undefined && cut.clientAbortedAt === undefined);
  });

  it('keeps requests that run at the same time apart', async () => {
    respond = ({ body }) => ({ tokenEveryMs: 3, output: [{ text: 'x '.repeat(Number(body.n)) }] });
    const counts = [5, 20, 35];
    const ids = await Promise.all(
      counts.map(async (n) => {
        const response = await post(simulator, '/v1/chat/completions', { n, stream: true });
        await response.text();
        return response.headers.get('x-request-id') ?? '';
      }),
    );
    const texts = ids.map(
      (id) => simulator.log.byId(id)?.writes.filter(({ kind }) => kind === 'text').length,
    );
    assert.deepEqual(
      texts,
      counts.map((n) => n + 1),
    );
  });

  it('answers tools, and says so when there is nothing', async () => {
    const page = await fetch(`${simulator.url}/tools/docs?q=half%20up`);
    assert.equal(((await page.json()) as { title: string }).title, 'Half up');
    assert.equal((await fetch(`${simulator.url}/tools/docs?q=nothing`)).status, 404);
    assert.equal((await fetch(`${simulator.url}/v2/models`)).status, 404);
    assert.deepEqual(
      simulator.log.requests.map(({ style, status }) => [style, status]),
      [
        ['tool', 200],
        ['tool', 404],
        ['unknown', 404],
      ],
    );
  });

  it('refuses a body that is no JSON', async () => {
    const response = await fetch(`${simulator.url}/v1/messages`, { method: 'POST', body: '{"model":' });
    assert.equal(response.status, 400);
  });

  it('is given out over HTTP, and forgotten on request', async () => {
    respond = () => ({ output: [{ text: 'hi' }] });
    await (await post(simulator, '/v1/messages', {})).text();
    const log = (await (await fetch(`${simulator.url}/__simulator/log`)).json()) as SimulatorLogFile;
    assert.deepEqual(log.requests, JSON.parse(JSON.stringify(simulator.log.requests)));
    assert.ok(Math.abs(log.epochOffsetMs + monotonicNow() - Date.now()) < 1000);
    await fetch(`${simulator.url}/__simulator/reset`, { method: 'POST' });
    assert.equal(simulator.log.requests.length, 0);
  });
});

describe('simulator process', () => {
  const main = join(projectRoot, 'out/test/support/simulator/main.js');
  let owned: OwnedProcess;

  afterEach(() => owned.stop());

  async function start(...args: string[]): Promise<{ url: string; scenario: string }> {
    owned = startProcess(process.execPath, [main, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (!owned.child.stdout) throw new Error('The process has no output.');
    const [line] = await once(createInterface({ input: owned.child.stdout }), 'line');
    return JSON.parse(String(line));
  }

  it('is scripted by a header, stops on SIGTERM and leaves its log in a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    const log = join(folder, 'log.json');
    const simulator = await start('--scenario', scripted.id, '--log', log);
    const headers = { [behaviourHeader]: JSON.stringify({ output: [{ text: 'As you say.' }] }) };
    const response = await post(simulator, '/v1/messages', { model: 'm' }, { headers });
    assert.match(await response.text(), /As you say\./);
    owned.child.kill('SIGTERM');
    assert.equal(await owned.exited, 0);
    const { requests } = JSON.parse(readFileSync(log, 'utf8')) as SimulatorLogFile;
    assert.equal(requests[0]?.id, response.headers.get('x-request-id'));
    rmSync(folder, { recursive: true });
  });

  it('ends when its stdin closes, as it does when the parent dies', async () => {
    const { scenario } = await start();
    assert.equal(scenario, 'sample-agents');
    owned.child.stdin?.end();
    assert.equal(await owned.exited, 0);
  });
});
