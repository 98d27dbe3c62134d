import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Report } from '../../../src/protocol/reportFile';
import { type OwnedProcess, startProcess } from '../../support/processes';
import { projectRoot } from '../../support/projectRoot';
import type { Behaviour, Respond } from '../../support/simulator/behaviour';
import { type Simulator, startSimulator } from '../../support/simulator/startSimulator';

/** Asks the simulator, writes what comes to stdout, says something on stderr and ends with 3. */
const program = `
async function ask(url) {
  const response = await fetch(url + '/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer secret-key' },
    body: JSON.stringify({
      model: 'sim-1', stream: true, stream_options: { include_usage: true },
      messages: [{ role: 'user', content: 'secret-prompt' }],
    }),
  });
  for await (const chunk of response.body) {
    process.stdout.write('.');
  }
}
ask(process.argv[2]).then(() => {
  console.error('own words');
  process.exitCode = 3;
});
`;
const lineOfFetch = 3;

const TOOL_MS = 150;
/** Asks, works for the tool that it is told to run, and asks again. */
const loopingProgram = `
async function ask(url, messages) {
  const response = await fetch(url + '/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'sim-1', stream: true, messages }),
  });
  return response.text();
}
async function main(url) {
  const messages = [{ role: 'user', content: 'look' }];
  const answer = await ask(url, messages);
  const [, id] = /"id":"(call_[^"]+)"/.exec(answer);
  await new Promise((resolve) => setTimeout(resolve, ${TOOL_MS}));
  const call = { id, type: 'function', function: { name: 'look_up', arguments: '{}' } };
  messages.push({ role: 'assistant', content: null, tool_calls: [call] });
  messages.push({ role: 'tool', tool_call_id: id, content: 'found' });
  await ask(url, messages);
}
main(process.argv[2]);
`;

describe('latency-lens', () => {
  let simulator: Simulator;
  let folder: string;
  let behaviour: Behaviour;
  let respond: Respond;
  const running: OwnedProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latency-lens-cli-'));
    await writeFile(join(folder, 'agent.js'), program);
    behaviour = { firstTokenAfterMs: 150, tokenEveryMs: 10, output: [{ text: 'one two three four five' }] };
    respond = () => behaviour;
    simulator = await startSimulator({ respond: (request) => respond(request) });
  });

  afterEach(async () => {
    for (const started of running.splice(0)) await started.stop();
    await simulator.close();
    await rm(folder, { recursive: true, force: true });
  });

  function start(
    args: readonly string[],
    environment: NodeJS.ProcessEnv = {},
  ): ChildProcessWithoutNullStreams {
    const { NODE_OPTIONS: _, LATENCY_LENS_SPOOL: __, ...inherited } = process.env;
    const started = startProcess(process.execPath, [join(projectRoot, 'dist', 'cli.js'), ...args], {
      cwd: folder,
      env: { ...inherited, HOME: folder, USERPROFILE: folder, ...environment },
    });
    running.push(started);
    return started.child as ChildProcessWithoutNullStreams;
  }

  async function finish(child: ChildProcessWithoutNullStreams) {
    const output = Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = await once(child, 'close');
    const [stdout, stderr] = await output;
    return { code, stdout, stderr };
  }

  const run = (...args: string[]) => finish(start(args));
  const agent = () => ['--', process.execPath, 'agent.js', simulator.openaiUrl];

  async function readReport(path: string): Promise<Report> {
    const { code, stdout, stderr } = await run('report', '--json', path);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  }

  const textWrites = () => simulator.log.requests[0]?.writes.filter(({ kind }) => kind === 'text') ?? [];

  /** What is left in the private folders of runs. */
  async function leftOver(): Promise<string[]> {
    return readdir(join(folder, '.latency-lens', 'runs'));
  }

  it('records a program whose output and exit code stay its own', async () => {
    const { code, stdout, stderr } = await run('record', '--out', 'run.lltrace', ...agent());
    assert.equal(code, 3);
    assert.match(stdout, /^\.+$/);
    assert.match(stderr, /^own words\n/);
    assert.match(stderr, /1 LLM call in /);
    assert.match(stderr, /agent\.js:3 ask/);
    assert.match(stderr, /\nTrace: run\.lltrace\n$/);
    assert.deepEqual(await leftOver(), []);
  });

  it('reports what it recorded, with the numbers of the server', async () => {
    await run('record', '--out', 'run.lltrace', ...agent());
    const { calls, run: facts, callSites } = await readReport('run.lltrace');
    assert.equal(calls.length, 1);
    const [call] = calls;
    assert.equal(call?.outcome, 'complete');
    assert.equal(call?.model, 'sim-1');
    assert.equal(call?.attribution.line, lineOfFetch);
    assert.equal(call?.attribution.file, join(folder, 'agent.js'));
    assert.equal(call?.attribution.function, 'ask');
    const [logged] = simulator.log.requests;
    const writes = textWrites();
    assert.equal(call?.outputEvents, writes.length);
    const { ttft } = call?.metrics ?? {};
    const served = (writes[0]?.at ?? 0) - (logged?.bodyCompleteAt ?? 0);
    assert.ok(ttft && 'value' in ttft && ttft.value >= served - 2 && ttft.value < served + 500);
    assert.equal(facts.kind, 'record');
    assert.deepEqual(callSites[0]?.callIds, [call?.id]);
  });

  it('prints a saved run as it was printed at the end of recording', async () => {
    const recorded = await run('record', '--out', 'run.lltrace', ...agent());
    const { stdout, code } = await run('report', 'run.lltrace');
    assert.equal(code, 0);
    assert.ok(recorded.stderr.includes(stdout));
  });

  it('says where the time of an agent’s loop went, alike in text, JSON and Markdown', async () => {
    await writeFile(join(folder, 'agent.js'), loopingProgram);
    respond = ({ toolResults }) =>
      toolResults === 0
        ? { firstTokenAfterMs: 100, output: [{ toolCall: { name: 'look_up', arguments: {} } }] }
        : { firstTokenAfterMs: 300, output: [{ text: 'done' }] };
    const { stderr } = await run('record', '--out', 'run.lltrace', ...agent());
    const { analysis } = await readReport('run.lltrace');
    const { threads, ledger, start, end } = analysis;
    const sum = ledger.reduce((total, { time }) => total + time, 0);
    assert.ok(Math.abs(sum - (end - start)) < 0.001, `${sum} of ${end - start}`);
    assert.equal(threads.length, 1);
    assert.equal(threads[0]?.iterations.length, 2);
    const tool = ledger.find(({ account }) => account === 'tool');
    assert.equal(tool?.name, 'look_up');
    assert.ok(tool.time >= TOOL_MS && tool.time < TOOL_MS + 300, `${tool.time}`);
    assert.match(stderr, /\nWhere the time went {2}/);
    assert.match(stderr, /\ntool look_up +[\d.]+ m?s +\d+ % {2}═+/);
    assert.match(stderr, /\n\S+ · agent\.js:\d+.* · 2 turns in /);
    const { stdout } = await run('report', '--markdown', '--goal', 'perceived', 'run.lltrace');
    assert.match(stdout, /^### Latency of `node`\n/);
    assert.match(stdout, /\| tool look\\_up \| /);
  });

  it('keeps neither prompts nor credentials', async () => {
    await run('record', '--out', 'run.lltrace', ...agent());
    const trace = await readFile(join(folder, 'run.lltrace'), 'utf8');
    assert.doesNotMatch(trace, /secret|one two/);
  });

  it('saves to a name of its own in the working directory, and says nothing when it is to be quiet', async () => {
    const { stderr } = await run('record', '--quiet', ...agent());
    assert.equal(stderr, 'own words\n');
    const saved = (await readdir(folder)).filter((name) => /^latency-lens-.*\.lltrace$/.test(name));
    assert.equal(saved.length, 1);
  });

  it('gives its input to the program', async () => {
    const child = start(['record', '-q', '--', process.execPath, '-e', 'process.stdin.pipe(process.stdout)']);
    child.stdin.end('typed in');
    assert.equal((await finish(child)).stdout, 'typed in');
  });

  it('passes signals on and ends as the program did', async () => {
    const waiting = 'process.stdout.write("up"); setInterval(() => {}, 1000)';
    const child = start(['record', '-o', 'run.lltrace', '--', process.execPath, '-e', waiting]);
    child.stdout.once('data', () => child.kill('SIGTERM'));
    assert.equal((await finish(child)).code, 128 + 15);
    assert.equal((await readReport('run.lltrace')).run.processes.length, 1);
  });

  it('lets the program handle a signal as it likes', async () => {
    const handling =
      'process.on("SIGINT", () => process.exit(7)); process.stdout.write("up"); setInterval(() => {}, 1000)';
    const child = start(['record', '-q', '--', process.execPath, '-e', handling]);
    child.stdout.once('data', () => child.kill('SIGINT'));
    assert.equal((await finish(child)).code, 7);
  });

  it('shows everything that had arrived when the program was killed in mid-stream', async () => {
    behaviour = { ...behaviour, failure: { kind: 'hang', afterTokens: 3 } };
    const kill =
      "said += Buffer.from(chunk); if (said.includes('three')) process.kill(process.pid, 'SIGKILL')";
    const killed = program.replace("process.stdout.write('.')", kill);
    await writeFile(join(folder, 'agent.js'), `let said = ''; ${killed}`);
    const { code } = await run('record', '-o', 'run.lltrace', ...agent());
    assert.equal(code, 128 + 9);
    const [call] = (await readReport('run.lltrace')).calls;
    assert.equal(call?.outcome, 'cut');
    assert.equal(call?.outputEvents, textWrites().length);
    assert.deepEqual(call?.metrics.e2e, { because: 'the process went away before the answer was finished' });
  });

  it('saves what a recorder that was killed has left, at the next recording', async () => {
    const waiting = `${program}; setInterval(() => {}, 1000);`;
    await writeFile(
      join(folder, 'agent.js'),
      waiting.replace("console.error('own words')", "console.log('done')"),
    );
    const child = start(['record', '-o', 'run.lltrace', ...agent()]);
    for await (const chunk of child.stdout) if (String(chunk).includes('done')) break;
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { stderr } = await run('record', '-q', '--', process.execPath, '-e', '0');
    const [, path] = /cut off earlier is saved: latency-lens report (.+)\n/.exec(stderr) ?? [];
    assert.equal((await readReport(path ?? '')).calls.length, 1);
    assert.deepEqual(await readdir(path ?? ''), ['run.lltrace']);
  });

  it('shows a run that was started elsewhere', async () => {
    const made = await run('env', '--json');
    const { environment, folder: runFolder } = JSON.parse(made.stdout);
    const child = spawn(process.execPath, ['agent.js', simulator.openaiUrl], {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: 'ignore',
    });
    assert.deepEqual(await once(child, 'exit'), [3, null]);
    assert.equal((await readReport(runFolder)).calls.length, 1);
    const { code } = await run('report', '--out', 'kept.lltrace', runFolder);
    assert.equal(code, 0);
    assert.equal((await readReport('kept.lltrace')).calls.length, 1);
  });

  it('prints an environment that a shell can take', async () => {
    const { stdout } = await finish(start(['env'], { NODE_OPTIONS: '--max-old-space-size=256' }));
    const shell = spawn('sh', ['-c', `${stdout} printf '%s|%s' "$NODE_OPTIONS" "$LATENCY_LENS_SPOOL"`]);
    const [options, spool] = (await finish(shell)).stdout.split('|');
    assert.match(options ?? '', /^--require .*node\.cjs --max-old-space-size=256$/);
    assert.ok(spool?.startsWith(join(folder, '.latency-lens', 'runs')));
  });

  it('explains a program without LLM calls', async () => {
    const { code, stderr } = await run('record', '-o', 'run.lltrace', '--', process.execPath, '-e', '0');
    assert.equal(code, 0);
    assert.match(stderr, /No LLM calls were seen\./);
    assert.match(stderr, /made no HTTP requests/);
  });

  const failures: readonly (readonly [string, string[], number, RegExp])[] = [
    ['a missing trace', ['report', 'nowhere.lltrace'], 1, /There is no file nowhere\.lltrace/],
    ['a folder without a run', ['report', '.'], 1, /There is no run in the folder/],
    ['a file that is no trace', ['report', 'garbage.lltrace'], 1, /not a readable Latency Lens trace/],
    ['a newer trace', ['report', 'newer.lltrace'], 1, /newer Latency Lens/],
    [
      'no place for the trace',
      ['record', '--out', 'missing/run.lltrace', '--', 'true'],
      1,
      /can't be written/,
    ],
    ['a missing program', ['record', '--', 'no-such-program'], 127, /no program `no-such-program`/],
    ['a file that is no program', ['record', '--', './agent.js'], 126, /could not be started/],
    ['a command line without sense', ['rekord'], 2, /There is no command `rekord`/],
  ];
  for (const [what, args, expected, message] of failures) {
    it(`says what is wrong and what to do: ${what}`, async () => {
      await writeFile(join(folder, 'garbage.lltrace'), '\u0000\u0001 not a trace');
      await writeFile(join(folder, 'newer.lltrace'), '{"format":"latency-lens-trace","v":99}\n');
      const { code, stdout, stderr } = await run(...args);
      assert.equal(code, expected, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, /^error: .+\nwhat to do: .+\n$/);
      assert.match(stderr, message);
      assert.deepEqual(await leftOver().catch(() => []), []);
    });
  }

  it('ends quietly when its reader has seen enough', async () => {
    await run('record', '-q', '--out', 'run.lltrace', ...agent());
    const child = start(['report', '--json', 'run.lltrace']);
    child.stdout.destroy();
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
    assert.equal(await text(child.stderr), '');
  });

  it('knows its version and explains itself', async () => {
    const { version } = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8'));
    assert.equal((await run('--version')).stdout, `${version}\n`);
    assert.match((await run('--help')).stdout, /latency-lens record/);
  });
});
