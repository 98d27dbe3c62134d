import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import * as vscode from 'vscode';
import { measureSamples } from '../../src/completion/results/measureSamples';
import { ui } from '../support/bridge/ui';
import { freePort } from '../support/freePort';
import { Gate } from '../support/gate';
import type { Behaviour, SimulatedRequest } from '../support/simulator/behaviour';
import { waitFor } from '../support/waitFor';
import { Profiler, workspacePath } from './support/profiler';
import { textOf } from './support/recordedResults';
import { Suites } from './support/suites';
import { typeIntoInput } from './support/typeIntoInput';

const sum = { prefix: 'const sum = ', suffix: '\n', language: 'javascript' };
const writes = (text: string): Behaviour => ({ firstTokenAfterMs: 20, tokenEveryMs: 2, output: [{ text }] });

/** How the simulated models answer, by their names. */
const models: Readonly<Record<string, Behaviour>> = {
  adds: writes('a + b;'),
  subtracts: writes('a - b;'),
  'knows no key': { failure: { kind: 'status', status: 401 } },
  'is not there': { failure: { kind: 'status', status: 404 } },
  'is busy': { failure: { kind: 'status', status: 429, retryAfterSeconds: 7 } },
  'is broken': { failure: { kind: 'status', status: 500 } },
  'falls silent': { ...writes('a + b + c + d;'), failure: { kind: 'hang', afterTokens: 1 } },
  'is a portal': { failure: { kind: 'html', status: 200 } },
  'is cut off': { ...writes('a + b + c + d;'), failure: { kind: 'cut', afterTokens: 2 } },
};

describe('completion suites in the Test Explorer', () => {
  let profiler: Profiler;
  let suites: Suites;
  /** Held back until it opens, for tests that look at what is under way. */
  let gate: Gate;

  /** Of the requests that came. */
  const sent: SimulatedRequest['headers'][] = [];

  const respond = ({ model, headers }: SimulatedRequest): Behaviour => {
    sent.push(headers);
    // The second request is the first one of the second case.
    if (model === 'stumbles')
      return { ...writes('a + b;'), firstTokenAfterMs: sent.length === 2 ? 2500 : 20 };
    return model === 'waits' ? { ...writes('a + b;'), before: () => gate.opened } : (models[model] ?? {});
  };
  const endpoint = () => ({ baseUrl: profiler.simulator.openaiUrl, api: 'chat' });

  before(async () => {
    gate = new Gate();
    profiler = await Profiler.start(respond);
    suites = new Suites(profiler);
  });

  afterEach(async () => {
    gate.open();
    gate = new Gate();
    await suites.removeAll();
    profiler.deleteRuns();
    profiler.simulator.log.clear();
    sent.length = 0;
  });

  after(() => profiler.stop());

  it('passes what comes as expected and fails what does not, with both texts at the case', async () => {
    const suite = await suites.write('sums', {
      endpoint: endpoint(),
      model: 'adds',
      cases: [
        { name: 'right', ...sum, expect: { text: 'a + b;' } },
        { name: 'wrong', ...sum, expect: { text: 'a * b;' } },
        { name: 'pattern', ...sum, expect: { matches: '^b' } },
        { name: 'parses', ...sum, expect: { parses: true } },
      ],
    });
    const run = await suites.run([suite]);
    assert.deepEqual(run.states, {
      'sums > right': 'passed',
      'sums > wrong': 'failed',
      'sums > pattern': 'failed',
      'sums > parses': 'passed',
    });
    const [message] = run.of('sums > wrong').messages;
    assert.equal(message?.expectedOutput, 'a * b;');
    assert.equal(message?.actualOutput, 'a + b;');
    const [pattern] = run.of('sums > pattern').messages;
    assert.ok(pattern);
    assert.deepEqual([pattern.expectedOutput, pattern.actualOutput], [undefined, undefined]);
    assert.match(textOf(pattern), /```\na \+ b;\n```/);
    const lines = readFileSync(workspacePath('sums.completions.json'), 'utf8').split('\n');
    const { location } = message ?? {};
    assert.match(lines.slice(location?.range.start.line).join(' '), /^[\s{]*"name": "wrong"/);
    assert.equal(location?.uri.fsPath, workspacePath('sums.completions.json'));
    assert.ok((run.of('sums > right').duration ?? 0) >= 20);
    assert.match(run.output, /right\s+TTFT \d+ ms\s+total \d+ ms\s+\d+ tokens\s+\S*as expected/);
  });

  it('says of each failure of a request what is wrong and what to do, at the case', async () => {
    const dead = `http://127.0.0.1:${await freePort()}/v1`;
    const failing = Object.keys(models).filter((model) => models[model]?.failure);
    const suite = await suites.write('failures', {
      endpoint: endpoint(),
      models: [...failing, { model: 'is gone', endpoint: { baseUrl: dead } }],
      timeout: 1500,
      cases: [{ name: 'sum', ...sum, expect: { text: 'a + b;' } }],
    });
    const run = await suites.run([suite]);
    const expected: Readonly<Record<string, RegExp>> = {
      'knows no key': /401.*key/is,
      'is not there': /404.*model/is,
      'is busy': /429.*(concurrency|wait|limit)/is,
      'is broken': /500.*server/is,
      'falls silent': /(1\.50? s|1500 ms).*timeout/is,
      'is a portal': /(not|no).*(stream|answer|JSON).*baseUrl/is,
      'is cut off': /(broke|cut|ended|closed).*server/is,
      'is gone': new RegExp(`${new URL(dead).host}.*start`, 'is'),
    };
    for (const [model, pattern] of Object.entries(expected)) {
      const item = `failures > sum > ${model}`;
      assert.equal(run.of(item).state, 'errored', item);
      const text = run.messageOf(item);
      assert.match(text, pattern, `${model}: ${text}`);
      assert.equal(
        run.of(item).messages[0]?.location?.uri.fsPath,
        workspacePath('failures.completions.json'),
      );
    }
  });

  it('judges a budget by enough requests, and says so where there are not enough', async () => {
    const budgeted = { endpoint: endpoint(), model: 'adds', repeats: 25, concurrency: 5 };
    const suite = await suites.write('budgets', {
      ...budgeted,
      budget: { percentile: 80, total: 20_000 },
      cases: [
        { name: 'kept', ...sum },
        { name: 'missed', ...sum, budget: { total: 5 } },
        { name: 'unsure', ...sum, repeats: 3 },
      ],
    });
    const run = await suites.run([suite]);
    assert.deepEqual(run.states, {
      'budgets > kept': 'passed',
      'budgets > missed': 'failed',
      'budgets > unsure': 'skipped',
    });
    const text = run.messageOf('budgets > missed');
    assert.match(text, /^0 of 25 requests kept total ≤ 5\.0 ms/);
    assert.match(text, /p80 of total: [\d.]+ ms, .*; the limit is 5\.0 ms \(95 % certain\)/);
    assert.match(text, /Open the timeline/);
    const unsure = [...suite.children].find(([, item]) => item.label === 'unsure')?.[1];
    assert.match(unsure?.description ?? '', /^not enough samples \(3 of about \d+\) · total p50 \d+ ms$/);
  });

  it('sweeps, and says up to which concurrency the budget is kept', async () => {
    const suite = await suites.write('swept', {
      endpoint: endpoint(),
      model: 'adds',
      budget: { percentile: 80, total: 20_000 },
      sweep: { concurrency: [1, 3], requests: 15 },
      cases: [{ name: 'sum', ...sum }],
    });
    const single = await suites.write('single', {
      endpoint: endpoint(),
      model: 'adds',
      cases: [{ name: 'sum', ...sum }],
    });
    assert.deepEqual([suite.tags.length, single.tags.length], [1, 0]);
    const run = await suites.runWith('Sweep', [suite]);
    assert.deepEqual(run.states, { 'swept > sum': 'passed' });
    assert.equal(profiler.simulator.log.requests.length, 2 * 15);
    assert.match(run.output, /adds: The budget is kept at every level that was run, up to concurrency 3/);
    const [[, item] = []] = [...suite.children];
    assert.match(item?.description ?? '', / · kept up to 3 at once$/);
  });

  it('runs cases without a verdict a second time when it is to be sure, and those alone', async () => {
    const suite = await suites.write('sure', {
      endpoint: endpoint(),
      model: 'stumbles',
      budget: { percentile: 80, total: 2000 },
      cases: [
        { name: 'steady', ...sum },
        { name: 'unsteady', ...sum },
      ],
    });
    const run = await suites.runWith('Run Until Sure', [suite]);
    assert.deepEqual(run.states, { 'sure > steady': 'passed', 'sure > unsteady': 'passed' }, run.output);
    const verdictsOf = (item: string) =>
      run.results
        .filter((one) => one.item === item && /passed|skipped/.test(one.state))
        .map(({ state }) => state);
    assert.deepEqual(
      [verdictsOf('sure > steady'), verdictsOf('sure > unsteady')],
      [['passed'], ['skipped', 'passed']],
    );
    assert.match(
      run.output,
      /Not decided yet: 1 case\. They are asked anew, by \d+ requests, which alone decide\./,
    );
    assert.deepEqual(
      profiler.api.store.runs.map(({ completion }) => completion?.cases.map(({ name }) => name)),
      [['unsteady'], ['steady', 'unsteady']],
    );
  });

  it('asks how many requests are to be in flight, and offers the last answer first', async () => {
    const suite = await suites.write('flight', {
      endpoint: endpoint(),
      model: 'waits',
      repeats: 6,
      cases: [{ name: 'sum', ...sum }],
    });
    const levels = () => profiler.api.store.runs[0]?.completion?.levels.map(({ concurrency }) => concurrency);
    const running = suites.runWith('Run at Concurrency…', [suite]);
    await typeIntoInput('3', '');
    await waitFor('three requests', () => profiler.simulator.log.requests.length === 3);
    gate.open();
    assert.deepEqual((await running).states, { 'flight > sum': 'passed' });
    assert.deepEqual(levels(), [3]);
    const again = suites.runWith('Run at Concurrency…', [suite]);
    const rows = await offered();
    assert.match(rows[0] ?? '', /^3.*as last time/s);
    await ui({ action: 'press', key: 'Enter' });
    await again;
    assert.deepEqual([levels(), profiler.api.store.runs.length], [[3], 2]);
  });

  it('runs nothing when the person does not say how many', async () => {
    const suite = await suites.write('unasked', {
      endpoint: endpoint(),
      model: 'adds',
      cases: [{ name: 'sum', ...sum }],
    });
    const profile = profiler.api.completionProfiles.get('Run at Concurrency…');
    assert.ok(profile);
    const before = suites.runs.length;
    const request = new vscode.TestRunRequest([suite], undefined, profile);
    const asked = profile.runHandler(request, new vscode.CancellationTokenSource().token);
    await offered();
    await ui({ action: 'press', key: 'Escape' });
    await asked;
    assert.deepEqual([suites.runs.length, profiler.simulator.log.requests.length], [before, 0]);
  });

  it('keeps the run, under the name of the suite, with its calls on the lines of their cases', async () => {
    const suite = await suites.write('kept', {
      endpoint: endpoint(),
      model: 'adds',
      repeats: 2,
      cases: [{ name: 'sum', ...sum }],
    });
    await suites.run([suite]);
    const [run] = profiler.api.store.runs;
    assert.deepEqual([run?.status, run?.origin.kind, run?.origin.title], ['ended', 'completion', 'kept']);
    const line = (suite.children.get([...suite.children][0]?.[0] ?? '')?.range?.start.line ?? -2) + 1;
    assert.deepEqual(
      run?.calls.map(({ attribution }) => [attribution.site?.file, attribution.site?.line]),
      [1, 2].map(() => [workspacePath('kept.completions.json'), line]),
    );
    assert.ok(run && measureSamples(run).every(({ call }) => call?.outcome === 'complete'));
  });

  it('runs what is typed and not saved, and one case alone', async () => {
    const suite = await suites.write('typed', {
      endpoint: endpoint(),
      model: 'adds',
      cases: [
        { name: 'first', ...sum },
        { name: 'second', ...sum },
      ],
    });
    const document = await vscode.workspace.openTextDocument(suite.uri as vscode.Uri);
    const editor = await vscode.window.showTextDocument(document);
    const at = document.positionAt(document.getText().indexOf('second'));
    await editor.edit((edit) =>
      edit.replace(new vscode.Range(at, at.translate(0, 'second'.length)), 'new one'),
    );
    const item = await waitFor('the case that was typed', () =>
      [...suite.children].map(([, one]) => one).find(({ label }) => label === 'new one'),
    );
    const run = await suites.run([item]);
    assert.deepEqual(run.states, { 'typed > new one': 'passed' });
    assert.equal(profiler.simulator.log.requests.length, 1);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('stops when the person stops it, and runs again', async () => {
    const suite = await suites.write('stopped', {
      endpoint: endpoint(),
      model: 'waits',
      repeats: 50,
      cases: [{ name: 'sum', ...sum }],
    });
    const run = await suites.start([suite]);
    await waitFor('a request', () => profiler.simulator.log.requests.length > 0);
    await vscode.commands.executeCommand('testing.cancelRun');
    await waitFor('the end of the run', () => run.hasEnded);
    assert.deepEqual(run.states, { 'stopped > sum': 'skipped' });
    const { requests } = profiler.simulator.log;
    assert.equal(requests.length, 1);
    await waitFor('the request to be aborted', () => requests[0]?.clientAbortedAt !== undefined);
    gate.open();
    assert.equal((await suites.run([suite])).of('stopped > sum').state, 'passed');
    assert.equal(profiler.api.store.runs.length, 2);
  });

  it('debugs with one request a case, and tells the whole exchange', async () => {
    const suite = await suites.write('exchange', {
      endpoint: endpoint(),
      model: 'adds',
      repeats: 30,
      warmUp: 3,
      concurrency: 4,
      cases: [{ name: 'sum', ...sum, expect: { text: 'a + b;' } }],
    });
    const run = await suites.run([suite], 'debug');
    assert.equal(profiler.simulator.log.requests.length, 1);
    const output = run.output.replaceAll('\r\n', '\n');
    assert.match(output, /→ POST http:\/\/127\.0\.0\.1:\d+\/v1\/chat\/completions\n {4}\{\n/);
    assert.match(output, /"role": "user"/);
    assert.match(output, /← HTTP 200, \d+ pieces?\n/);
    assert.match(output, /\d ms +\+[\d.]+ ms {2}data: \{.*"content":/);
    assert.match(output, /= the completion\n {4}a \+ b;\n/);
    await waitFor('the timeline', () =>
      vscode.window.tabGroups.all.some(({ tabs }) =>
        tabs.some(({ label }) => label === 'Timeline: exchange'),
      ),
    );
  });

  it('has the launch configuration that serves the suite running meanwhile', async () => {
    const port = await freePort();
    const launch = vscode.workspace.getConfiguration('launch', vscode.workspace.workspaceFolders?.[0]);
    const before = launch.get<object[]>('configurations', []);
    const serve = {
      name: 'Serve completions',
      type: 'node',
      request: 'launch',
      program: workspacePath('serve.mjs'),
      env: { PORT: `${port}` },
    };
    await launch.update('configurations', [...before, serve], vscode.ConfigurationTarget.WorkspaceFolder);
    const sessions: vscode.DebugSession[] = [];
    const listening = vscode.debug.onDidStartDebugSession((session) => {
      if (!session.parentSession) sessions.push(session);
    });
    const suite = await suites.write('served', {
      launch: 'Serve completions',
      endpoint: { baseUrl: `http://127.0.0.1:${port}/v1`, api: 'chat' },
      model: 'own',
      cases: [{ name: 'sum', ...sum, expect: { text: 'a + b;' } }],
    });
    try {
      for (const how of ['run', 'debug'] as const) {
        const run = await suites.run([suite], how);
        assert.deepEqual(run.states, { 'served > sum': 'passed' }, run.output);
        await waitFor('the server to be stopped', async () => !(await isServed(port)));
      }
      assert.deepEqual(
        sessions.map(({ configuration }) => configuration.noDebug ?? false),
        [true, false],
      );
    } finally {
      listening.dispose();
      await launch.update('configurations', before, vscode.ConfigurationTarget.WorkspaceFolder);
    }
  });

  it('says that there is no such launch configuration', async () => {
    const suite = await suites.write('unserved', {
      launch: 'Nobody',
      endpoint: { baseUrl: `http://127.0.0.1:${await freePort()}/v1`, api: 'chat' },
      model: 'own',
      cases: [{ name: 'sum', ...sum }],
    });
    const run = await suites.run([suite]);
    assert.match(run.messageOf('unserved > sum'), /no launch configuration “Nobody”.*launch\.json/);
    assert.deepEqual(profiler.api.store.runs, []);
  });

  it('takes keys from the environment and from the secret storage, and tells neither', async () => {
    process.env.LATENCY_LENS_TEST_KEY = 'keyfromoutside';
    const suite = await suites.write('keys', {
      endpoint: {
        baseUrl: profiler.simulator.openaiUrl,
        headers: { 'x-more': { env: 'LATENCY_LENS_TEST_KEY' } },
      },
      models: [
        { model: 'adds', endpoint: { key: { env: 'LATENCY_LENS_TEST_KEY' } } },
        { model: 'knows no key', endpoint: { key: { secret: 'test' } } },
      ],
      cases: [{ name: 'sum', ...sum }],
    });
    const running = suites.run([suite], 'debug');
    // It is missing, so the person is asked for it.
    await typeIntoInput('keyfrominside', '[type=password]');
    const run = await running;
    assert.deepEqual(
      sent.map((headers) => [headers.authorization, headers['x-more']]),
      [
        ['Bearer keyfromoutside', 'keyfromoutside'],
        ['Bearer keyfrominside', 'keyfromoutside'],
      ],
    );
    assert.equal(run.states['keys > sum > adds'], 'passed');
    const told = [run.output, ...run.results.flatMap(({ messages }) => messages.map(textOf))].join('\n');
    assert.equal(/keyfrom(out|in)side/.test(told), false, told);
    await suites.run([suite]);
    assert.equal(sent.length, 4, 'the key is kept');
    await vscode.commands.executeCommand('latencyLens.deleteCompletionKey', 'test');
  });

  it('forgets the key that is chosen', async () => {
    for (const name of ['first', 'second']) {
      const set = vscode.commands.executeCommand('latencyLens.setCompletionKey', name);
      await typeIntoInput(`key-of-${name}`, '[type=password]');
      await set;
    }
    const deleted = vscode.commands.executeCommand('latencyLens.deleteCompletionKey');
    assert.deepEqual(await offered(), ['first', 'second']);
    await typeIntoInput('second', '');
    await deleted;
    const asked = vscode.commands.executeCommand('latencyLens.deleteCompletionKey');
    assert.deepEqual(await offered(), ['first']);
    await ui({ action: 'press', key: 'Escape' });
    await asked;
    await vscode.commands.executeCommand('latencyLens.deleteCompletionKey', 'first');
    // There is none left to choose from.
    await vscode.commands.executeCommand('latencyLens.deleteCompletionKey');
  });
});

/** What a picker that is shown offers. */
function offered(): Promise<readonly string[]> {
  return waitFor('what can be chosen', async () => {
    const texts = await ui({ action: 'texts', selector: '.quick-input-widget:visible .monaco-list-row' });
    return texts.length > 0 ? texts : undefined;
  });
}

/** Whether anything accepts connections at a port of this machine. */
function isServed(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
