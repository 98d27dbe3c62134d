import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildBudgetChecks } from '../../../../src/cli/budget/budgetChecks';
import type { ProgramBudget } from '../../../../src/cli/budget/programBudget';
import { readProgramBudget } from '../../../../src/cli/budget/readProgramBudget';
import { CommandError } from '../../../../src/cli/commandError';
import { type CallDrawing, drawRun } from '../../../support/runDsl';
import { makeTemporaryFolder, type TemporaryFolder } from '../../../support/temporaryFolder';

/** A streamed answer: first token after `ttft`, 11 tokens in all, the end after `total`. */
function call(start: number, ttft: number, total: number, facts: Partial<CallDrawing> = {}): CallDrawing {
  return {
    start,
    site: '/work/src/agent.ts:42:7 plan',
    line: `sent 0, head 1, text ${ttft} ${total - 1}, finish ${total}, done ${total}, close ${total}`,
    usage: { outputTokens: 11 },
    ...facts,
  };
}

const failed: Partial<CallDrawing> = {
  status: 500,
  outcome: 'error',
  failure: 'http_500',
  line: 'sent 0, head 1, body 5, close 5',
};

function judge(drawings: readonly CallDrawing[], budget: ProgramBudget) {
  const run = {
    ...drawRun(drawings),
    origin: { kind: 'record', title: 'node agent.js', folder: '/work' } as const,
  };
  return buildBudgetChecks(run, budget, 10_000).map(({ name, outcome, message, figures, details }) => ({
    ...{ name, outcome, message, details },
    figures: Object.values(figures).join(', '),
  }));
}

describe('buildBudgetChecks', () => {
  it('holds every call of the run against a limit without a percentile', () => {
    const calls = [call(0, 100, 500), call(600, 200, 800)];
    const [good] = judge(calls, { calls: [{ ttft: 200 }] });
    const [bad] = judge(calls, { calls: [{ ttft: 199 }] });
    assert.deepEqual(
      [good?.outcome, good?.name, good?.message, good?.figures],
      ['passed', 'all calls: TTFT ≤ 200 ms', '', 'max 200 ms, 2 of 2'],
    );
    assert.deepEqual([bad?.outcome, bad?.message], ['failed', '1 of 2 calls kept it, and all have to.']);
  });

  it('wants many calls for a statement on the program, and says how many', () => {
    const kinds = [10, 59].map((n) => {
      const calls = Array.from({ length: n }, (_, index) => call(1000 * index, 100, 500));
      return judge(calls, { calls: [{ total: 500, percentile: 95 }] })[0];
    });
    assert.deepEqual(
      kinds.map((check) => check?.outcome),
      ['unsure', 'passed'],
    );
    assert.match(
      kinds[0]?.message ?? '',
      /10 of 10 calls kept it: not enough calls to tell whether 95 % of all do. About 49 more/,
    );
    const slow = Array.from({ length: 10 }, (_, index) => call(1000 * index, 100, 600));
    assert.equal(judge(slow, { calls: [{ total: 500, percentile: 95 }] })[0]?.outcome, 'failed');
  });

  it('counts a failed call as one that keeps no limit, and leaves out what was given up', () => {
    const calls = [call(0, 100, 500), call(600, 1, 2, failed), call(700, 100, 200, { outcome: 'cancelled' })];
    const [check] = judge(calls, { calls: [{ total: 1000 }] });
    assert.deepEqual(
      [check?.outcome, check?.message],
      ['failed', '1 of 2 calls kept it, and all have to. 1 failed, which keeps no limit.'],
    );
    assert.deepEqual(check?.details, ['1 call without total, or given up by the program, not counted.']);
  });

  it('is for the lines that are meant', () => {
    const calls = [
      call(0, 100, 500),
      call(600, 300, 800, { site: '/work/src/other.ts:7:1' }),
      call(900, 300, 800, { site: '' }),
    ];
    const at = (place: string) => judge(calls, { calls: [{ at: place, ttft: 200 }] })[0]?.outcome;
    assert.deepEqual(
      ['src/agent.ts:42', 'src/agent.ts', 'src/agent.ts:41', 'src/**', 'other.ts', 'none.ts'].map(at),
      ['passed', 'passed', 'unsure', 'failed', 'failed', 'unsure'],
    );
    assert.equal(
      judge(calls, { calls: [{ name: 'plan', at: 'agent.ts', ttft: 200 }] })[0]?.name,
      'plan: TTFT ≤ 200 ms',
    );
  });

  it('wants tokens per second to be at least so many', () => {
    // 10 tokens after the first in 399 ms.
    const [good, bad] = [20, 30].map(
      (tokensPerSecond) => judge([call(0, 100, 500)], { calls: [{ tokensPerSecond }] })[0],
    );
    assert.deepEqual([good?.outcome, good?.figures], ['passed', 'min 25.1 tok/s, 1 of 1']);
    assert.equal(bad?.outcome, 'failed');
  });

  it('limits retries, errors, calls and time of the run', () => {
    const retried: CallDrawing = { ...call(0, 1, 2, failed), retries: [{ ...call(1000, 100, 500) }] };
    const calls = [retried, call(2000, 1, 2, failed)];
    const run = { wall: 2005, calls: 2, retries: 1, errors: 1 };
    assert.deepEqual(
      judge(calls, { run }).map(({ name, outcome }) => [name, outcome]),
      [
        ['the run: time ≤ 2.00 s', 'passed'],
        ['the run: calls ≤ 2', 'passed'],
        ['the run: retries ≤ 1', 'passed'],
        ['the run: failed calls ≤ 1', 'passed'],
      ],
    );
    assert.deepEqual(
      judge(calls, { run: { wall: 2004, calls: 1, retries: 0, errors: 0 } }).map(({ outcome, message }) => [
        outcome,
        message,
      ]),
      [
        ['failed', '2.00 s is more than 2.00 s.'],
        ['failed', '2 is more than 1.'],
        ['failed', '1 is more than 0.'],
        ['failed', '1 is more than 0.'],
      ],
    );
    assert.deepEqual(
      judge(calls, { calls: [{ at: 'agent.ts', retries: 0, errors: 1 }] }).map(({ outcome }) => outcome),
      ['failed', 'passed'],
    );
  });
});

describe('readProgramBudget', () => {
  let folder: TemporaryFolder;
  let path: string;
  beforeEach(async () => {
    folder = await makeTemporaryFolder();
    path = join(folder.path, 'budget.json');
  });
  afterEach(() => folder.remove());

  it('reads JSON with comments', async () => {
    await writeFile(
      path,
      '// ours\n{ "calls": [{ "ttft": 800, "percentile": 95, }], "run": { "errors": 0 } }',
    );
    assert.deepEqual(JSON.parse(JSON.stringify(await readProgramBudget(path))), {
      calls: [{ ttft: 800, percentile: 95 }],
      run: { errors: 0 },
    });
  });

  const wrong: [string, RegExp][] = [
    ['{\n  "calls": [{ "tftt": 3 }]\n}', /budget\.json:2:15: .*Did you mean "ttft"\?/],
    ['{ "calls": [{ "ttft": "3 s" }] }', /:1:23: "ttft" must be a number/],
    ['{ "calls": [{ "at": "x" }] }', /:1:13: This limits nothing\. Add one of "ttft", "total"/],
    ['{ "confidence": 95 }', /:1:1: This budget limits nothing/],
    ['{ "calls": [{ "ttft": 3, "percentile": 100 }] }', /:1:40: "percentile" must be below 100/],
    ['{ "run": ', /:1:\d+: A value is missing here/],
    ['', /:1:1: The file is empty\. A budget is an object/],
    ['{}', /A budget must have/],
  ];
  for (const [text, message] of wrong) {
    it(`says where it is wrong: ${text.replaceAll('\n', ' ')}`, async () => {
      await writeFile(path, text);
      await assert.rejects(
        readProgramBudget(path),
        (error) => error instanceof CommandError && error.exitCode === 2 && message.test(error.message),
      );
    });
  }
});
