import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import type { Run } from '../../src/model/run';
import { waitFor } from '../support/waitFor';
import { Profiler, workspacePath } from './support/profiler';
import { readHover, readLenses } from './support/readEditor';

/** Lines counted from 0: of the request in `client.mjs`, of the calls of it in `agent.mjs`. */
const lines = { request: 2, plan: 4, review: 8 } as const;

const answer = {
  object: 'chat.completion',
  model: 'house-model',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'yes' } }],
  usage: { prompt_tokens: 12, completion_tokens: 7 },
};

describe('a program with an endpoint and a helper of its own', () => {
  let profiler: Profiler;
  let gateway: Server;

  before(async () => {
    profiler = await Profiler.start(() => ({ output: [{ text: 'unused' }] }));
    gateway = createServer(async (request, response) => {
      request.resume();
      await once(request, 'end');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer));
    });
    gateway.listen(0, '127.0.0.1');
    await once(gateway, 'listening');
  });

  afterEach(async () => {
    for (const name of ['endpoints', 'helpers', 'callSite']) await set(name, undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  after(async () => {
    gateway.close();
    await profiler.stop();
  });

  async function set(name: string, value: unknown): Promise<void> {
    const settings = vscode.workspace.getConfiguration('latencyLens');
    await settings.update(name, value, vscode.ConfigurationTarget.Workspace);
  }

  function record(): Promise<Run> {
    const { port } = gateway.address() as AddressInfo;
    const env = { LLM_GATEWAY: `http://127.0.0.1:${port}` };
    return profiler.record({ name: 'relay', program: workspacePath('relay/agent.mjs'), env });
  }

  const open = (name: string) => vscode.workspace.openTextDocument(workspacePath(`relay/${name}`));
  const linesOf = async (document: vscode.TextDocument) =>
    (await readLenses(document)).map(({ line, title }) => `${line}: ${/\d+ calls?/.exec(title)?.[0]}`);

  it('shows no calls unless the settings name the endpoint, and says what could be done', async () => {
    const { calls, problems } = await record();
    assert.deepEqual(calls, []);
    assert.match(problems.find(({ code }) => code === 'noCalls')?.action ?? '', /latencyLens\.endpoints/);
  });

  it('tells in the run when a setting makes no sense, and uses the others', async () => {
    await set('endpoints', { '/my/gateway/llm': 'openai.chat', '/other': 'openai.chatt' });
    const { calls, problems } = await record();
    assert.deepEqual(
      calls.map(({ outcome }) => outcome),
      ['complete', 'complete', 'complete'],
    );
    const problem = problems.find(({ code }) => code === 'endpoints');
    assert.match(
      problem?.message ?? '',
      /“openai\.chatt”, which “\/other” is said to speak, is no known style/,
    );
    assert.match(problem?.action ?? '', /Correct latencyLens\.endpoints in the settings/);
  });

  it('shows its calls at the line that the settings choose, and changes with them', async () => {
    await set('endpoints', { '/my/gateway/llm': 'auto' });
    const run = await record();
    assert.deepEqual(
      run.calls.map(({ attempts: [attempt] }) => [attempt?.style, attempt?.response?.model]),
      Array(3).fill(['openai.chat', 'house-model']),
    );
    const [client, agent] = [await open('client.mjs'), await open('agent.mjs')];
    assert.deepEqual([await linesOf(client), await linesOf(agent)], [[`${lines.request}: 3 calls`], []]);

    await set('helpers', ['relay/client.mjs']);
    assert.deepEqual(
      [await linesOf(client), await linesOf(agent)],
      [[], [`${lines.plan}: 2 calls`, `${lines.review}: 1 call`]],
    );
    await set('helpers', undefined);
    await set('callSite', 'outermost');
    assert.deepEqual(await linesOf(client), []);
    assert.equal((await linesOf(agent)).length, 3);
    await set('callSite', undefined);
    assert.deepEqual(await linesOf(client), [`${lines.request}: 3 calls`]);
  });

  it('lists on hover the ways that led to a line, each frame a link to its line', async () => {
    await set('endpoints', { '/my/gateway/llm': 'openai.chat' });
    await record();
    const hover = await readHover(await open('client.mjs'), lines.request);
    const ways = hover.match(/^\$\(list-tree\) .*$/gm) ?? [];
    assert.deepEqual(
      ways.map((way) => /(\w+) agent\\?\.mjs:(\d+)\]\([^)]*\) › \*\*\[ask client/.exec(way)?.slice(1)).sort(),
      [
        ['plan', '5'],
        ['plan', '5'],
        ['review', '9'],
      ],
    );
    const [, link = ''] =
      /review agent\\?\.mjs:9\]\(command:latencyLens\.openSource\?([^)]+)\)/.exec(hover) ?? [];
    await vscode.commands.executeCommand('latencyLens.openSource', ...JSON.parse(decodeURIComponent(link)));
    const editor = await waitFor('the line of the caller', () => vscode.window.activeTextEditor);
    assert.equal(editor.document.uri.fsPath, workspacePath('relay/agent.mjs'));
    assert.equal(editor.selection.active.line, lines.review);
  });
});
