import { strict as assert } from 'node:assert';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { computeCallMetrics } from '../../src/metrics/callMetrics';
import { type Call, lastAttempt } from '../../src/model/call';
import { environmentNames } from '../../src/protocol/environment';
import { epochOffset } from '../support/simulator/clock';
import { waitFor } from '../support/waitFor';
import { Profiler, workspacePath } from './support/profiler';

/** Filled in by the editor. */
const workspaceFolder = '$'.concat('{workspaceFolder}');

/** What `chat.mjs` saw of its environment. */
interface Report {
  readonly NODE_OPTIONS?: string;
  readonly GREETING?: string;
  readonly maxHeaderSize: number;
}

/** What `chat.mjs` had read of an answer by a moment, in milliseconds since 1970. */
interface Read {
  readonly question: string;
  readonly at: number;
  readonly bytes: number;
}

const questions = ['one', 'two', 'three'];
/** The wall clocks of two processes, each carried on from its start, may differ by this. */
const CLOCK_MS = 20;

describe('recording of debug sessions', () => {
  let profiler: Profiler;
  let folder: string;
  let report: string;

  before(async () => {
    profiler = await Profiler.start(() => ({
      firstTokenAfterMs: 30,
      output: [{ text: 'well, hello there' }],
    }));
    folder = mkdtempSync(join(tmpdir(), 'll-host-'));
    report = join(folder, 'report.json');
  });

  afterEach(() => {
    profiler.deleteRuns();
    rmSync(report, { force: true });
  });

  after(async () => {
    await profiler.stop();
    rmSync(folder, { recursive: true });
  });

  const seen = (): Report => JSON.parse(readFileSync(report, 'utf8'));

  for (const [what, configuration] of [
    ['in the internal console', { console: 'internalConsole' }],
    ['in the integrated terminal', { console: 'integratedTerminal' }],
    [
      'as an npm script',
      {
        program: undefined,
        runtimeExecutable: 'npm',
        runtimeArgs: ['run', 'chat'],
        cwd: workspaceFolder,
      },
    ],
    ['without debugging', { noDebug: true }],
  ] as const) {
    it(`makes one run of a program ${what}, and keeps its environment`, async () => {
      const env = { REPORT: report, GREETING: 'hi', NODE_OPTIONS: '--max-http-header-size=20001' };
      const run = await profiler.record({ name: 'my chat', ...configuration, env });
      const { NODE_OPTIONS, GREETING, maxHeaderSize } = seen();
      assert.deepEqual([GREETING, maxHeaderSize], ['hi', 20001]);
      assert.match(NODE_OPTIONS ?? '', /--require \S*node\.cjs/);
      assert.equal(run.origin.title, 'my chat');
      assert.equal(run.origin.folder, vscode.workspace.workspaceFolders?.[0]?.uri.fsPath);
      assert.deepEqual(
        run.calls.map(({ outcome }) => outcome),
        ['complete', 'complete', 'complete'],
      );
      assert.deepEqual(run.problems, []);
      assert.equal(profiler.api.store.runs.length, 1);
    });
  }

  it('makes one run of a debug terminal, which lasts as long as it is open', async () => {
    const configuration = {
      type: 'node-terminal',
      program: undefined,
      command: 'node chat.mjs',
      cwd: workspaceFolder,
    };
    const { session } = await profiler.launch(configuration);
    await waitFor('three calls', async () => {
      const { calls } = await profiler.runOf(session);
      return calls.filter(({ outcome }) => outcome === 'complete').length === 3 || undefined;
    });
    assert.equal((await profiler.runOf(session)).status, 'running');
    for (const terminal of vscode.window.terminals) terminal.dispose();
    assert.equal((await profiler.closedRun(session)).calls.length, 3);
  });

  it('keeps the NODE_OPTIONS of an env file', async () => {
    const run = await profiler.record({ envFile: `${workspaceFolder}/options.env`, env: { REPORT: report } });
    assert.deepEqual([seen().maxHeaderSize, seen().GREETING], [20001, 'from the file']);
    assert.equal(run.calls.length, 3);
  });

  it('puts calls at the line that made them', async () => {
    const run = await profiler.record();
    const site = run.calls[0]?.attribution.site;
    assert.equal(site?.file, workspacePath('chat.mjs'));
    assert.equal(site?.line, 6);
    assert.equal(site?.functionName, 'ask');
  });

  it('measures what the model did, when it did it', async () => {
    profiler.simulator.log.clear();
    const run = await profiler.record({ env: { READ: report, QUESTIONS: questions.join(' ') } });
    const read = JSON.parse(readFileSync(report, 'utf8')) as readonly Read[];
    const { requests } = profiler.simulator.log;
    assert.equal(requests.length, 3);
    for (const [index, { receivedAt, writes }] of requests.entries()) {
      const call = run.calls[index] as Call;
      const written = writes.find(({ kind }) => kind === 'text')?.at ?? 0;
      const ttft = computeCallMetrics(call).ttft.value ?? 0;
      assert.ok(ttft > written - receivedAt, `${ttft} ms, served in ${written - receivedAt} ms`);
      const { timing, reads } = lastAttempt(call);
      const arrived = timing.start + ttft;
      const bytes = reads.reduce((sum, piece) => sum + (piece.at <= arrived ? piece.bytes : 0), 0);
      const had = read.find((piece) => piece.question === questions[index] && piece.bytes >= bytes);
      const [from, at, to = Number.NaN] = [written + epochOffset(), run.startedAtEpoch + arrived, had?.at];
      assert.ok(at > from - CLOCK_MS && at < to + CLOCK_MS, `${at} is not between ${from} and ${to}`);
    }
  });

  it('is empty when nothing is enabled', async () => {
    const settings = vscode.workspace.getConfiguration('latencyLens');
    await settings.update('enabled', false, vscode.ConfigurationTarget.Workspace);
    try {
      const { ended } = await profiler.launch({ env: { REPORT: report } });
      await ended;
      assert.equal(seen().NODE_OPTIONS?.includes('node.cjs'), false);
      assert.deepEqual(profiler.api.store.runs, []);
    } finally {
      await settings.update('enabled', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('leaves no run of a launch that fails', async () => {
    const launching = vscode.debug.startDebugging(undefined, {
      type: 'node',
      request: 'launch',
      name: 'missing',
      runtimeExecutable: join(folder, 'no-such-node'),
      program: workspacePath('chat.mjs'),
    });
    await assert.rejects(async () => launching, /no-such-node/);
    assert.deepEqual(profiler.api.store.runs, []);
  });

  it('lets a program start that it can not record', async () => {
    const { session, ended } = await profiler.launch();
    await ended;
    const runs = dirname(session.configuration.env[environmentNames.spool]);
    await profiler.closedRun(session);
    renameSync(runs, `${runs}-aside`);
    writeFileSync(runs, 'in the way');
    try {
      const second = await profiler.launch({ env: { REPORT: report } });
      await second.ended;
      assert.equal(seen().NODE_OPTIONS?.includes('node.cjs'), false);
    } finally {
      rmSync(runs);
      renameSync(`${runs}-aside`, runs);
    }
  });

  it('keeps a program that is restarted in the run of its session', async () => {
    const { session } = await profiler.launch({ env: { QUESTIONS: 'wait '.repeat(2000).trim() } });
    const first = await waitFor('a call', async () => (await profiler.runOf(session)).calls[0]);
    await vscode.commands.executeCommand('workbench.action.debug.restart');
    await waitFor('a call of the second process', async () => {
      const { calls } = await profiler.runOf(session);
      return calls.find(({ process, outcome }) => process !== first.process && outcome === 'complete');
    });
    await vscode.debug.stopDebugging();
    const { processes } = await profiler.closedRun(session);
    assert.equal(processes.length, 2);
    assert.equal(profiler.api.store.runs.length, 1);
  });

  it('says why a run holds no calls', async () => {
    const run = await profiler.record({ program: workspacePath('greet.js') });
    assert.deepEqual(run.calls, []);
    assert.deepEqual(
      run.problems.map(({ code }) => code),
      ['noCalls'],
    );
  });

  it('forgets runs that are deleted, on disk too', async () => {
    const { session } = await profiler.launch();
    const run = await profiler.closedRun(session);
    const spool = session.configuration.env[environmentNames.spool];
    assert.deepEqual(readdirSync(spool), ['run.lltrace']);
    await vscode.commands.executeCommand('latencyLens.deleteRun', { runId: run.id });
    assert.equal(profiler.api.store.get(run.id), undefined);
    await waitFor('the folder to be gone', () => !existsSync(spool) || undefined);
  });
});
