import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompletionReport } from '../../../../src/protocol/completionReport';
import type { Report } from '../../../../src/protocol/reportFile';
import type { Behaviour, SimulatedRequest } from '../../../support/simulator/behaviour';
import { type Simulator, startSimulator } from '../../../support/simulator/startSimulator';
import { makeTemporaryFolder, type TemporaryFolder } from '../../../support/temporaryFolder';
import { runCli, startCli } from '../support/runCli';

/** Kept by any answer, and decided by few requests. */
const easy = { total: 30_000, percentile: 50, confidence: 90 };
const repeats = 5;

describe('latency-lens complete', function () {
  this.timeout(60_000);

  let simulator: Simulator;
  let folder: TemporaryFolder;
  let respond: (request: SimulatedRequest) => Behaviour;

  beforeEach(async () => {
    folder = await makeTemporaryFolder();
    respond = () => ({ firstTokenAfterMs: 20, tokenEveryMs: 1, output: [{ text: 'return a + b;' }] });
    simulator = await startSimulator({ respond: (request) => respond(request) });
  });

  afterEach(async () => {
    await simulator.close();
    folder.remove();
  });

  async function writeSuite(facts: object = {}): Promise<void> {
    const suite = {
      name: 'adds',
      endpoint: { baseUrl: simulator.openaiUrl, key: { env: 'KEY' } },
      model: 'sim-1',
      warmUp: 0,
      repeats,
      budget: easy,
      cases: [
        { name: 'body', prefix: 'function add(a, b) { ', suffix: ' }', expect: { text: 'return a + b;' } },
      ],
      ...facts,
    };
    await writeFile(join(folder.path, 'a.completions.json'), JSON.stringify(suite, undefined, 2));
  }

  const complete = (...args: string[]) =>
    runCli(folder.path, ['complete', 'a.completions.json', ...args], { KEY: 'any' });
  const read = (name: string) => readFile(join(folder.path, name), 'utf8');

  it('passes, writes what it is asked for, and leaves nothing else behind', async () => {
    await writeSuite();
    const { code, stdout, stderr } = await complete(
      ...[
        '--ci',
        '--junit',
        'j.xml',
        '--summary',
        's.md',
        '--out',
        'r.lltrace',
        '--write-baseline',
        'b.json',
      ],
    );
    assert.equal(code, 0, stdout + stderr);
    assert.equal(stderr, '');
    assert.match(stdout, /^adds .*\n1 passed · 5 requests in .* · sim-1 at 127\.0\.0\.1:\d+\n/);
    assert.match(stdout, /\n✔ body .* 5 of 5\n$/);
    assert.match(await read('j.xml'), /tests="1" failures="0" errors="0" skipped="0"/);
    assert.match(await read('s.md'), /### ✅ `adds`: 1 passed/);
    const { groups } = JSON.parse(await read('b.json'));
    assert.deepEqual([groups.length, groups[0].total.length], [1, repeats]);
    assert.deepEqual(await readdir(join(folder.path, '.latency-lens', 'runs')), []);
    const lineOfCase = (await read('a.completions.json'))
      .split('\n')
      .findIndex((line) => line.includes('"body"'));
    const report = await runCli(folder.path, ['report', '--json', 'r.lltrace']);
    const { completion, calls } = JSON.parse(report.stdout) as Report;
    assert.deepEqual(
      [completion?.cases[0]?.outcome, completion?.cases[0]?.line, calls.length],
      ['passed', lineOfCase, repeats],
    );
    const text = await runCli(folder.path, ['report', 'r.lltrace']);
    assert.match(text.stdout, /^adds .*\n1 passed · 5 requests/);
    assert.doesNotMatch(await read('r.lltrace'), /return a/);
  });

  it('tells the times that the simulator took', async () => {
    await writeSuite();
    const { stdout } = await complete('--json');
    const report = JSON.parse(stdout) as CompletionReport;
    const [measured] = report.suites[0]?.cases ?? [];
    const times = simulator.log.requests.map(({ writes }) => writes.map(({ at }) => at));
    assert.deepEqual([report.outcome, measured?.requests, times.length], ['passed', repeats, repeats]);
    assert.ok((measured?.figures.ttft?.min ?? 0) >= 20, JSON.stringify(measured?.figures));
    assert.ok((measured?.figures.total?.min ?? 0) >= (measured?.figures.ttft?.min ?? 0));
  });

  it('fails where the budget is missed or the text is another, and shows what came on the terminal alone', async () => {
    await writeSuite({
      budget: { ...easy, total: 1 },
      cases: [{ name: 'body', prefix: 'x', expect: { text: 'return a - b;' } }],
    });
    const { code, stdout } = await complete('--junit', 'j.xml', '--summary', 's.md');
    assert.equal(code, 1);
    assert.match(stdout, /✖ body failed\n {2}5 of 5 answers are not what the case expects\./);
    assert.match(stdout, /\n {2}- return a - b;\n {2}\+ return a \+ b;\n/);
    assert.match(stdout, /0 of 5 requests kept total ≤ 1\.0 ms: it is 90 % certain/);
    for (const name of ['j.xml', 's.md']) assert.doesNotMatch(await read(name), /return/);
    assert.match(await read('j.xml'), /<failure message="5 of 5 answers/);
  });

  it('keeps no verdict apart from failed', async () => {
    await writeSuite({ budget: { ...easy, percentile: 95 } });
    const [quiet, strict] = [await complete(), await complete('--ci', '--junit', 'j.xml')];
    assert.deepEqual([quiet.code, strict.code], [0, 3], strict.stdout);
    assert.match(
      quiet.stderr,
      /^adds: warning: 5 requests can never show that the p95 is kept: that takes at least 45, .* --repeats\.\n$/,
    );
    assert.match(quiet.stdout, /\? body no verdict\n {2}5 of 5 requests kept .*: not enough samples/);
    assert.match(await read('j.xml'), /<skipped message="5 of 5 requests kept/);
  });

  it('says of requests that fail what to do', async () => {
    respond = () => ({ failure: { kind: 'status', status: 401 } });
    await writeSuite({ repeats: 2 });
    const { code, stdout } = await complete('--junit', 'j.xml');
    assert.equal(code, 1);
    assert.match(stdout, /✖ body error\n {2}2 of 2 requests failed: \S+/);
    assert.match(await read('j.xml'), /<error message="2 of 2 requests failed: /);
  });

  it('compares with a baseline: slower is a failure', async () => {
    await writeSuite({ repeats: 8 });
    assert.equal((await complete('--write-baseline', 'b.json')).code, 0);
    respond = () => ({ firstTokenAfterMs: 600, tokenEveryMs: 1, output: [{ text: 'return a + b;' }] });
    const slower = await complete('--baseline', 'b.json', '--ci');
    assert.equal(slower.code, 1, slower.stdout);
    assert.match(slower.stdout, /against the baseline {2}1 failed/);
    assert.match(slower.stdout, /TTFT: slower than the baseline; total: slower than the baseline\./);
  });

  it('runs the cases, models and numbers that it is told to', async () => {
    await writeSuite({
      model: undefined,
      models: ['sim-1', 'sim-2'],
      cases: ['one', 'two', 'three'].map((name) => ({ name, prefix: name })),
    });
    const { code, stdout } = await complete('--case', 't*', '--target', 'sim-2', '--repeats', '6', '--json');
    assert.equal(code, 0);
    const { suites } = JSON.parse(stdout) as CompletionReport;
    assert.deepEqual(
      suites[0]?.cases.map(({ name, target, requests }) => [name, target, requests]),
      [
        ['two', 'sim-2', 6],
        ['three', 'sim-2', 6],
      ],
    );
    const none = await complete('--case', 'four');
    assert.equal(none.code, 2);
    assert.match(none.stderr, /No case and model of the suite is meant.*--case 'one'.*--target 'sim-2'/s);
  });

  it('sweeps, as a table', async () => {
    await writeSuite({ sweep: { concurrency: [1, 2], requests: 6 } });
    const { code, stdout } = await complete('--sweep');
    assert.equal(code, 0, stdout);
    assert.match(stdout, /\nat once .*good req\/s\n +1 .*█[^\n]*\n +2 .*█/);
    await writeSuite();
    const without = await complete('--sweep');
    assert.equal(without.code, 2);
    assert.match(without.stderr, /has no sweep/);
  });

  it('tells what was measured when it is stopped', async () => {
    const held = new Promise<void>((resolve) => {
      let requests = 0;
      respond = () => {
        requests += 1;
        if (requests <= 3) return { output: [{ text: 'return a + b;' }] };
        resolve();
        return { output: [{ text: 'return' }], failure: { kind: 'hang', afterTokens: 0 } };
      };
    });
    await writeSuite({ repeats: 50, timeout: 60_000 });
    const args = ['complete', 'a.completions.json', '--write-baseline', 'b.json'];
    const { child, finished } = startCli(folder.path, args, { KEY: 'any' });
    await held;
    child.kill('SIGINT');
    const { code, stdout, stderr } = await finished;
    assert.equal(code, 130, stdout + stderr);
    assert.match(stdout, /1 no verdict · stopped after 3 of 50 requests/);
    assert.match(stderr, /No baseline is written/);
    assert.deepEqual(await readdir(join(folder.path, '.latency-lens', 'runs')), []);
  });

  it('says what is wrong before anything runs, at its place', async () => {
    await writeSuite({ repeats: 'many' });
    const wrong = await complete();
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /a\.completions\.json:\d+:\d+: error: "repeats" must be a/);
    await writeSuite({ cases: [{ name: 'gone', file: 'gone.ts', cursor: { line: 1, column: 1 } }] });
    const gone = await complete();
    assert.equal(gone.code, 2);
    assert.match(gone.stderr, /a\.completions\.json:\d+:\d+: error: /);
    assert.equal(simulator.log.requests.length, 0);
  });
});

describe('latency-lens record --budget', function () {
  this.timeout(60_000);

  const program = `
    async function main() {
      const response = await fetch(process.argv[2] + '/chat/completions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'sim-1', stream: true, messages: [] }),
      });
      await response.text();
      process.exitCode = Number(process.argv[3]);
    }
    main();
  `;
  let simulator: Simulator;
  let folder: TemporaryFolder;

  beforeEach(async () => {
    folder = await makeTemporaryFolder();
    await writeFile(join(folder.path, 'agent.js'), program);
    simulator = await startSimulator({
      respond: () => ({ firstTokenAfterMs: 20, output: [{ text: 'one two' }] }),
    });
  });

  afterEach(async () => {
    await simulator.close();
    folder.remove();
  });

  async function record(budget: object, programsCode: number, ...args: string[]) {
    await writeFile(join(folder.path, 'budget.json'), JSON.stringify(budget));
    const command = ['--', process.execPath, 'agent.js', simulator.openaiUrl, `${programsCode}`];
    return runCli(folder.path, ['record', '--budget', 'budget.json', ...args, ...command]);
  }

  it('has the verdict for an exit code, unless the program failed itself', async () => {
    const [kept, missed, unsure] = [
      { calls: [{ at: 'agent.js:3', ttft: 30_000 }] },
      { calls: [{ ttft: 1 }] },
      { calls: [{ ttft: 30_000, percentile: 95 }] },
    ];
    const codes: [object, number, string[], number][] = [
      [kept, 0, ['--ci'], 0],
      [missed, 0, ['--ci'], 1],
      [unsure, 0, ['--ci'], 3],
      [missed, 7, ['--ci'], 7],
      [missed, 0, [], 0],
    ];
    for (const [budget, programsCode, args, expected] of codes) {
      const { code, stderr } = await record(budget, programsCode, ...args);
      assert.equal(code, expected, stderr);
      assert.match(stderr, /budget of /);
    }
  });

  it('writes the files that CI systems read, whatever becomes of the program', async () => {
    const { stderr } = await record(
      { calls: [{ ttft: 1 }] },
      7,
      '--quiet',
      '--ci',
      '--junit',
      'j.xml',
      '--summary',
      's.md',
    );
    assert.equal(stderr, '');
    assert.match(await readFile(join(folder.path, 'j.xml'), 'utf8'), /<failure message="0 of 1 call kept it/);
    assert.match(await readFile(join(folder.path, 's.md'), 'utf8'), /### ❌ `budget of /);
  });

  it('says what is wrong with a budget before the program is started', async () => {
    const { code, stderr } = await record({ calls: [{ tftt: 1 }] }, 0);
    assert.equal(code, 2);
    assert.match(stderr, /budget\.json:1:12: .*Did you mean "ttft"\?/);
    assert.equal(simulator.log.requests.length, 0);
  });
});
