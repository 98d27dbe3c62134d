import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Milliseconds } from '../../../src/base/units';
import { buildProbeEnvironment } from '../../../src/launch/buildProbeEnvironment';
import { createRunFolder } from '../../../src/launch/createRunFolder';
import { installProbe } from '../../../src/launch/installProbe';
import { computeCallMetrics } from '../../../src/metrics/callMetrics';
import type { Call } from '../../../src/model/call';
import type { Run } from '../../../src/model/run';
import { EventFlag } from '../../../src/model/streamEvent';
import { type LiveRun, recordRun } from '../../../src/pipeline';
import { tracePathOf } from '../../../src/store/runFolder';
import { RunStore } from '../../../src/store/runStore';
import { type OwnedProcess, startProcess } from '../../support/processes';
import { projectRoot } from '../../support/projectRoot';
import { type Simulator, startSimulator } from '../../support/simulator/startSimulator';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/temporaryFolder';

const words = 'one two three four five six seven eight nine ten eleven twelve';

const agent = `
async function ask(prompt) {
  const body = JSON.stringify({
    model: 'gpt-4o', stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: prompt }],
  });
  const response = await fetch(process.argv[2] + '/chat/completions', {
    method: 'POST', body, headers: { 'content-type': 'application/json', authorization: 'Bearer sk-secret' },
  });
  for await (const chunk of response.body);
}
await ask('first private prompt');
await Promise.all([ask('second'), ask('third')]);
await fetch(process.argv[2].replace('/v1', '/tools/search'));
`;

/** From a program with the real probe to the run in the store, with nothing in between left out. */
describe('pipeline with the real probe', function () {
  this.timeout(30_000);
  let folder: TemporaryFolder;
  let simulator: Simulator;
  let store: RunStore;
  let live: LiveRun;
  let program: OwnedProcess;
  beforeEach(async () => {
    folder = await makeTemporaryFolder();
    store = new RunStore();
    simulator = await startSimulator({
      respond: ({ firstUserText }) => ({
        firstTokenAfterMs: 60,
        tokenEveryMs: 10,
        output: [{ text: words }],
        ...(firstUserText === 'hang' && { failure: { kind: 'hang', afterTokens: 5 } as const }),
      }),
    });
  });
  afterEach(async () => {
    await program.stop();
    await live.end();
    await simulator.close();
    folder.remove();
  });

  const start = async (source: string) => {
    const probePath = await installProbe(
      join(projectRoot, 'dist/probe/node.cjs'),
      join(folder.path, 'my storage'),
    );
    const runFolder = await createRunFolder(join(folder.path, 'runs'));
    const file = join(folder.path, 'agent.mjs');
    writeFileSync(file, source);
    live = recordRun({
      store,
      origin: { kind: 'record', title: 'agent.mjs' },
      folder: runFolder,
      pollEveryMs: 20,
    });
    const existing = { NODE_OPTIONS: '--no-warnings' };
    const env = buildProbeEnvironment({ probePath, spoolFolder: live.spoolFolder, existing });
    program = startProcess(process.execPath, [file, simulator.openaiUrl], {
      env: { ...process.env, ...env },
      stdio: 'inherit',
    });
    return file;
  };
  const run = (): Run => store.get(live.id) as Run;
  const textTimes = (call: Call): Milliseconds[] =>
    (call.attempts[0]?.events ?? []).filter(({ flags }) => flags & EventFlag.text).map(({ at }) => at);

  it('shows every call with every token, at the line that made it and at the time it came', async () => {
    const file = await start(agent);
    assert.equal(await program.exited, 0);
    const ended = await live.end();
    assert.deepEqual(
      ended.calls.map(({ outcome }) => outcome),
      ['complete', 'complete', 'complete'],
    );
    assert.deepEqual(ended.problems, []);
    assert.deepEqual(ended.otherOrigins, [simulator.url]);
    assert.equal(ended.processes.length, 1);
    assert.ok(ended.processes[0]?.end, 'the process ended in an orderly way');
    const line = agent.split('\n').findIndex((text) => text.includes('await fetch(process.argv[2] + ')) + 1;
    const column = (agent.split('\n')[line - 1] as string).indexOf('fetch') + 1;
    for (const [index, call] of ended.calls.entries()) {
      const { site, confidence, method } = call.attribution;
      assert.deepEqual(
        [site?.file, site?.line, site?.column, site?.functionName],
        [file, line, column, 'ask'],
      );
      assert.deepEqual([method, confidence], ['sync', 'high']);
      assertTimes(call, index);
    }
  });

  it('keeps no prompt, answer or credential', async () => {
    await start(agent);
    await program.exited;
    await live.end();
    const saved = readFileSync(tracePathOf(live.spoolFolder), 'utf8');
    assert.doesNotMatch(saved, /private prompt|second|eleven|sk-secret/);
    assert.ok(saved.includes('agent.mjs'));
  });

  it('shows a program that is killed in mid-stream as cut at once, with all that had come', async () => {
    await start(agent.replace("'first private prompt'", "'hang'"));
    const isStreaming = () => run().calls.some((call) => textTimes(call).length === 5);
    for (let turn = 0; turn < 500 && !isStreaming(); turn += 1) await delay(20);
    assert.equal(run().calls[0]?.outcome, 'inFlight');
    program.child.kill('SIGKILL');
    await program.exited;
    for (let turn = 0; turn < 100 && run().calls[0]?.outcome === 'inFlight'; turn += 1) await delay(20);
    assert.equal(run().status, 'running');
    const [call] = run().calls;
    assert.equal(call?.outcome, 'cut');
    assert.equal(call && textTimes(call).length, 5);
    const sent = simulator.log.requests[0]?.writes.reduce((sum, { bytes }) => sum + bytes, 0);
    assert.equal(call?.attempts[0]?.response?.bytes, sent);
  });

  it('says what is wrong when the run’s folder is deleted under it', async () => {
    await start('');
    await program.exited;
    rmSync(live.spoolFolder, { recursive: true });
    const codes = (await live.end()).problems.map(({ code }) => code);
    assert.ok(codes.includes('unreadableFolder'), codes.join());
  });

  /**
   * From its request on, no token comes earlier than the simulator wrote it after it had got the request, and none a
   * second later: how exact the stamps are is for the benchmark to say, on a machine that has nothing else to do.
   */
  function assertTimes(call: Call, index: number): void {
    const request = simulator.log.requests.filter(({ style }) => style === 'openai.chat')[index];
    const texts = (request?.writes ?? []).filter(({ kind }) => kind === 'text');
    const written = texts.map(({ at }) => at - (request?.receivedAt ?? 0));
    const seen = textTimes(call).map((at) => at - (call.attempts[0]?.timing.start ?? 0));
    assert.equal(seen.length, 12);
    assert.equal(written.length, 12);
    const lateness = seen.map((at, token) => at - (written[token] as number)).sort((a, b) => a - b);
    assert.ok((lateness[0] as number) >= 0, `${lateness}`);
    assert.ok((lateness[11] as number) < 1000, `${lateness}`);
    assert.equal(computeCallMetrics(call).ttft.value, seen[0]);
  }
});
