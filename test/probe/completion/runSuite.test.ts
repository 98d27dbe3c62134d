import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HumanError } from '../../../src/base/humanError';
import { hashLine, hashText } from '../../../src/base/lineHash';
import { buildPlan } from '../../../src/completion/buildPlan';
import type { MeasuredSample } from '../../../src/completion/results/completionSummary';
import { measureSamples } from '../../../src/completion/results/measureSamples';
import type { Suite } from '../../../src/completion/suite/suite';
import { percentile } from '../../../src/metrics/percentile';
import { lastAttempt } from '../../../src/model/call';
import type { CompletionRun } from '../../../src/model/completion';
import type { Run } from '../../../src/model/run';
import type { LiveRun } from '../../../src/pipeline';
import { projectRoot } from '../../support/projectRoot';
import { makeSuite, type RecordedSuite, recordSuite, type SuiteParts } from '../../support/recordSuite';
import type { LoggedRequest } from '../../support/simulator/simulatorLog';
import { type Simulator, startSimulator } from '../../support/simulator/startSimulator';
import { splitTokens } from '../../support/simulator/tokens';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/temporaryFolder';
import { waitFor } from '../../support/waitFor';

const words = 'return a plus b\nand nothing else\n\nthat anybody could want';

/** The process that makes requests, for real: with the probe in it, against a server, through the whole pipeline. */
describe('runSuite', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let simulator: Simulator;
  /** How far the answers of the server go before it falls silent. */
  let hangAfter: number | undefined;
  beforeEach(async () => {
    folder = await makeTemporaryFolder();
    hangAfter = undefined;
    simulator = await startSimulator({
      respond: () => ({
        firstTokenAfterMs: 60,
        tokenEveryMs: 10,
        output: [{ text: words }],
        ...(hangAfter !== undefined && { failure: { kind: 'hang', afterTokens: hangAfter } as const }),
      }),
    });
  });
  afterEach(async () => {
    await simulator.close();
    folder.remove();
  });

  const makeChatSuite = (parts: Partial<SuiteParts> = {}): Promise<Suite> =>
    makeSuite(folder.path, { targets: [{ api: 'chat', baseUrl: simulator.openaiUrl }], ...parts });

  const loggedFor = ({ call }: MeasuredSample): LoggedRequest | undefined => {
    const id = call && lastAttempt(call).response?.responseId;
    return simulator.log.requests.find((entry) => entry.id.replace('req_', 'chatcmpl-') === id);
  };

  it('finds the line of each case as the call site, and the sample of each call, 16 at a time', async () => {
    const suite = await makeChatSuite({
      cases: [{ name: 'adds two' }, { name: 'says “#s1” in (its) name' }, {}],
      repeats: 16,
      concurrency: 16,
    });
    const { run, failure } = await recordSuite(suite);
    assert.equal(failure, undefined);
    const measured = measureSamples(run);
    assert.equal(measured.length, 48);
    for (const { call, sample } of measured) {
      const { site, confidence, chain } = call?.attribution ?? {};
      const { line, column } = suite.cases.find(({ id }) => id === sample.caseId) ?? {};
      assert.deepEqual(
        { file: site?.file, line: site?.line, column: site?.column, confidence, depth: chain?.length },
        { file: suite.file, line, column, confidence: 'high', depth: 1 },
      );
    }
    assert.equal(new Set(measured.map(({ call }) => call?.id)).size, 48);
    assert.deepEqual(run.problems, []);
    assert.equal(mostAtOnce(simulator.log.requests), 16);
  });

  it('measures what the server did', async () => {
    const suite = await makeChatSuite({ repeats: 20, concurrency: 2, warmUp: 2 });
    const measured = measureSamples((await recordSuite(suite)).run).filter(({ role }) => role === 'counted');
    assert.equal(measured.length, 20);
    assert.ok(
      measured.every(({ sample: { moments } }) => moments.debounced === moments.keystroke),
      'nothing is typed, so nothing is waited for',
    );
    const off = measured.map((one) => {
      const logged = loggedFor(one);
      const first = logged?.writes.find(({ kind }) => kind === 'text')?.at ?? Number.NaN;
      return Math.abs((one.ttft ?? Number.NaN) - (first - (logged?.receivedAt ?? Number.NaN)));
    });
    // Machines that lose their processors now and then do so to some of the requests.
    const typical = percentile(
      off.toSorted((a, b) => a - b),
      0.5,
    );
    assert.ok(typical < 15, `TTFT is off by ${off.map((value) => value.toFixed(1)).join(', ')} ms`);
  });

  it('puts the moments of the client in order with those of the call', async () => {
    const suite = await makeChatSuite({ typing: { keystrokes: 1, interval: 10, debounce: 40 } });
    const [one] = measureSamples((await recordSuite(suite)).run);
    const { keystroke, debounced, gathered, ended } = one?.sample.moments ?? assert.fail();
    const { start, headers = Number.NaN } = one?.call?.attempts[0]?.timing ?? assert.fail();
    const moments = [keystroke, debounced, gathered, start, headers, ended];
    // The probe's clock and the runner's are tied to the wall clock a moment apart.
    for (const [index, moment] of moments.entries()) {
      assert.ok(index === 0 || moment >= (moments[index - 1] ?? 0) - 2, moments.join(', '));
    }
    assert.ok(debounced - keystroke >= 39, `debounced ${debounced - keystroke} ms after the keystroke`);
  });

  it('asks no server twice before the others had their turn, and counts after warming up', async () => {
    const targets = ['one', 'two'].map((id) => ({
      id,
      api: 'chat' as const,
      baseUrl: simulator.openaiUrl,
      model: id,
    }));
    const { run } = await recordSuite(await makeChatSuite({ targets, repeats: 2, warmUp: 1 }));
    const samples = run.completion?.samples ?? [];
    assert.deepEqual(
      samples.map(({ targetId, warmUp }) => `${targetId}${warmUp ? ' warm-up' : ''}`),
      ['one warm-up', 'two warm-up', 'one', 'two', 'two', 'one'],
    );
    assert.equal(run.completion?.planned, 6);
    assert.deepEqual(run.completion?.levels, [{ concurrency: 1 }]);
  });

  it('cancels the stream as soon as a stop rule is fulfilled', async () => {
    hangAfter = 8;
    const suite = await makeChatSuite({
      cases: [
        { stopAt: { kind: 'lines', lines: 1 }, expect: { kind: 'text', text: 'return a plus b' } },
        { stopAt: { kind: 'text', text: ' plus' }, expect: { kind: 'text', text: 'something else' } },
      ],
    });
    const { run, texts } = await recordSuite(suite);
    assert.deepEqual([...texts.values()], ['return a plus b', 'return a']);
    assert.deepEqual(
      run.completion?.samples.map(({ end, met }) => [end, met]),
      [
        ['stopped', true],
        ['stopped', false],
      ],
    );
    assert.ok(simulator.log.requests.every(({ clientAbortedAt }) => clientAbortedAt !== undefined));
  });

  it('reads the file of a case at its turn, as much of it as is to be sent', async () => {
    const file = join(folder.path, 'add.ts');
    const code = '// far away\nconst add = (a, b) => /*here*/;\n// behind\n';
    await writeFile(file, code);
    const cursor = { kind: 'file', file, cursor: { marker: '/*here*/' }, language: 'typescript' } as const;
    const prompt = { maxPrefix: 10, maxSuffix: 1, template: '{file} {language} [{prefix}|{suffix}]' };
    const targets = [{ api: 'chat', baseUrl: simulator.openaiUrl, prompt } as const];
    const suite = await makeChatSuite({ targets, cases: [{ at: cursor }] });
    const { run, exchanges } = await recordSuite(suite, { exchanges: true });
    const [exchange] = exchanges;
    const body = JSON.parse(exchange?.request.body ?? '{}');
    assert.deepEqual(body.messages, [{ role: 'user', content: 'add.ts typescript [(a, b) => |;]' }]);
    assert.equal(exchange?.status, 200);
    assert.match(exchange?.pieces.map(({ text }) => text).join('') ?? '', /"content":"return".*\[DONE\]/s);
    assert.deepEqual(run.completion?.cases[0]?.cursor, {
      file,
      line: 2,
      column: 23,
      lineHash: hashLine('const add = (a, b) => /*here*/;'),
      fileHash: hashText(code),
    });
  });

  it('says that a file which is gone meanwhile can not be read', async () => {
    const at = { kind: 'file', file: join(folder.path, 'gone.ts'), cursor: { line: 1, column: 1 } } as const;
    const suite = await makeChatSuite({ cases: [{ at }] });
    await assert.rejects(
      recordSuite(suite),
      (error) => error instanceof HumanError && /gone\.ts/.test(error.message),
    );
  });

  describe('typing', () => {
    it('cancels what the next keystroke makes useless, and says what came of it', async () => {
      const suite = await makeChatSuite({ typing: { keystrokes: 3, interval: 600, debounce: 20 } });
      hangAfter = 5;
      const ending = new AbortController();
      const recording = recordSuite(suite, { exchanges: true, signal: ending.signal });
      await waitFor('the last request', () => tokensOf(simulator.log.requests[2]) === 5);
      ending.abort();
      const { run, exchanges } = await recording;
      const samples = run.completion?.samples ?? [];
      assert.deepEqual(
        samples.map(({ id, end, chars }) => [id, end, chars]),
        [
          ['s1.1', 'superseded', charsOf(5)],
          ['s1.2', 'superseded', charsOf(5)],
          ['s1', 'aborted', charsOf(5)],
        ],
      );
      const aborted = simulator.log.requests.map(({ clientAbortedAt }) => clientAbortedAt !== undefined);
      assert.deepEqual(aborted, [true, true, true]);
      const typed = exchanges.map(({ request }) =>
        /const sum[^<]*/.exec(JSON.parse(request.body).messages[0].content),
      );
      assert.deepEqual(
        typed.map((found) => found?.[0]),
        ['const sum = (a, b) =', 'const sum = (a, b) =>', 'const sum = (a, b) => '],
      );
      assert.deepEqual(
        measureSamples(run).map(({ call }) => call?.outcome),
        ['cancelled', 'cancelled', 'cancelled'],
      );
    });

    it('asks nothing for keystrokes that come before the debounce time is over', async () => {
      const suite = await makeChatSuite({ typing: { keystrokes: 4, interval: 20, debounce: 500 } });
      const { run } = await recordSuite(suite);
      assert.deepEqual(
        run.completion?.samples.map(({ id, end }) => [id, end]),
        [['s1', 'answered']],
      );
      assert.equal(simulator.log.requests.length, 1);
    });
  });

  describe('when it does not come to its end', () => {
    it('breaks off what is in flight when it is stopped, and leaves no process behind', async () => {
      hangAfter = 3;
      const ending = new AbortController();
      const suite = await makeChatSuite({ repeats: 50, concurrency: 4 });
      const recording = recordSuite(suite, { signal: ending.signal });
      await waitFor(
        'four requests',
        () => simulator.log.requests.filter((entry) => tokensOf(entry) === 3).length === 4,
      );
      ending.abort();
      const { run, failure } = await recording;
      assert.equal(failure, undefined);
      assert.deepEqual(
        run.completion?.samples.map(({ end }) => end),
        ['aborted', 'aborted', 'aborted', 'aborted'],
      );
      assert.equal(run.completion?.planned, 50);
      assert.throws(() => process.kill(pidOf(run), 0), { code: 'ESRCH' });
    });

    it('ends with whoever started it, and breaks off what is in flight', async () => {
      hangAfter = 3;
      const suite = await makeChatSuite();
      const runner = spawn(process.execPath, [join(projectRoot, 'dist', 'completionRunner.cjs')], {
        stdio: ['pipe', 'ignore', 'inherit'],
      });
      const exited = once(runner, 'exit');
      runner.stdin.write(`${JSON.stringify(await buildPlan(suite, { keys: () => undefined }))}\nrun 0\n`);
      await waitFor('the request', () => tokensOf(simulator.log.requests[0]) === 3);
      runner.stdin.destroy();
      assert.deepEqual(await exited, [0, null]);
      await waitFor('its end', () => simulator.log.requests[0]?.clientAbortedAt);
    });

    it('tells of a runner that was killed, and keeps what came before', async () => {
      const suite = await makeChatSuite({ repeats: 50 });
      const kill = async (live: LiveRun) => {
        const begun = await waitFor('a request that is through', () => {
          const run = live.current;
          return run?.completion?.samples.length && run.processes.length ? run : undefined;
        });
        process.kill(pidOf(begun), 'SIGKILL');
      };
      const { run, failure } = await recordSuite(suite, { started: (live) => void kill(live) });
      assert.ok(failure instanceof HumanError);
      assert.match(failure.message, /SIGKILL/);
      assert.ok((run.completion?.samples.length ?? 0) > 0);
    });

    it('tells of a runner that can not be started, and of one that writes nonsense', async () => {
      const suite = await makeChatSuite();
      const missing = await recordSuite(suite, { runnerPath: join(folder.path, 'missing.cjs') });
      assert.ok(missing.failure instanceof HumanError);
      assert.match(missing.failure.message, /exit code 1.*missing\.cjs/s);
      const broken = join(folder.path, 'broken.cjs');
      await writeFile(broken, 'console.log("hello")');
      const { failure } = await recordSuite(suite, { runnerPath: broken });
      assert.ok(failure instanceof HumanError);
      assert.match(failure.message, /no event/);
    });
  });

  describe('sweep', () => {
    const sweep = { concurrency: [1, 2, 4], requests: 6, minGoodput: 0, maxErrors: 1 };
    const levelsOf = ({ run }: RecordedSuite) =>
      run.completion?.levels.map(({ concurrency, stoppedBecause }) => [concurrency, stoppedBecause]);

    it('runs each level with its number of requests in flight', async () => {
      const recorded = await recordSuite(await makeChatSuite({ sweep }), { sweep: true });
      assert.deepEqual(levelsOf(recorded), [
        [1, undefined],
        [2, undefined],
        [4, undefined],
      ]);
      const at = (level: number) =>
        recorded.run.completion?.samples.filter((one) => one.concurrency === level);
      assert.deepEqual(
        [1, 2, 4].map((level) => at(level)?.length),
        [6, 6, 6],
      );
      assert.equal(mostAtOnce(simulator.log.requests), 4);
      assert.equal(mostAtOnce(simulator.log.requests.slice(0, 6)), 1);
    });

    it('leaves out what is above a level that does not keep the budget', async () => {
      const budget = { ttft: 1, percentile: 0.95, confidence: 0.95 } as CompletionRun['budget'];
      const suite = await makeChatSuite({ sweep: { ...sweep, minGoodput: 0.5 }, budget });
      const recorded = await recordSuite(suite, { sweep: true });
      assert.deepEqual(levelsOf(recorded), [[1, '0 % of the requests kept the budget, fewer than 50 %.']]);
      assert.equal(recorded.run.completion?.planned, 6);
    });
  });
});

function charsOf(tokens: number): number {
  return splitTokens(words).slice(0, tokens).join('').length;
}

function tokensOf(entry: LoggedRequest | undefined): number {
  return entry?.writes.reduce((sum, { tokens }) => sum + tokens, 0) ?? 0;
}

function mostAtOnce(requests: readonly LoggedRequest[]): number {
  const openAt = ({ receivedAt }: LoggedRequest) =>
    requests.filter(
      (one) => one.receivedAt <= receivedAt && (one.endedAt ?? Number.POSITIVE_INFINITY) > receivedAt,
    );
  return Math.max(...requests.map((entry) => openAt(entry).length));
}

function pidOf({ processes }: Run): number {
  return processes[0]?.pid ?? assert.fail('no process was seen');
}
