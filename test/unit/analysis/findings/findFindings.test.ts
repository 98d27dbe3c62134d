import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyseRun } from '../../../../src/analysis/analyseRun';
import type { DetectorOptions } from '../../../../src/analysis/findings/detector';
import { detectors } from '../../../../src/analysis/findings/detectors';
import { findFindings } from '../../../../src/analysis/findings/findFindings';
import { findingTexts } from '../../../../src/analysis/findings/findingTexts';
import type { Goal } from '../../../../src/analysis/whatIf/change';
import { rankLines } from '../../../../src/analysis/whatIf/rankLines';
import type { Outcome } from '../../../../src/model/outcome';
import type { Pause, Run } from '../../../../src/model/run';
import type { Work } from '../../../../src/model/work';
import { answered, promptOf } from '../../../support/findingsDsl';
import { type CallDrawing, drawRun, drawWork } from '../../../support/runDsl';
import { runs } from '../../store/arbitraryRun';

const goals: readonly Goal[] = ['wall', 'perceived', 'throughput'];

function find(run: Run, goal: Goal = 'wall', options: DetectorOptions = {}) {
  const end = run.calls.reduce((last, { attempts }) => Math.max(last, attempts.at(-1)?.timing.close ?? 0), 0);
  return findFindings(analyseRun(run, end), options, goal);
}

const overloaded = {
  line: 'sent 1, head 90, error 100, close 100',
  status: 529,
  site: '/work/a.ts:30:1 ask',
};
const retried = (start: number, until: number): CallDrawing => ({
  ...overloaded,
  start,
  retries: [{ line: 'sent 1, head 100, text 200 300, finish 300, close 300', start: until }],
});
const rating = (start: number, more = {}) =>
  answered({ start, site: '/work/a.ts:5:3 rate', textChars: 200, ...more });

describe('findFindings', () => {
  it('has nothing to say of the requests of a completion suite, which are repeated on purpose', () => {
    const drawn = [rating(0), rating(310), rating(620), retried(930, 1800)];
    const suite = drawRun(drawn, { origin: { kind: 'completion', title: 'fim' } });
    const analysis = analyseRun(suite, 1800);
    assert.deepEqual([find(suite), analysis.threads, rankLines(analysis, 'wall')], [[], [], []]);
    assert.ok(find(drawRun(drawn)).length > 0);
  });

  it('puts the greatest saving first', () => {
    const run = drawRun([rating(0), rating(310), rating(620), retried(930, 1800)]);
    assert.deepEqual(
      find(run).map(({ detector, saving }) => [detector, Math.round(saving / 100)]),
      [
        ['retries', 9],
        ['serialCalls', 6],
      ],
    );
  });

  it('names a finding the same while a run goes on', () => {
    const before = find(drawRun([rating(0), rating(310), rating(620)]));
    const after = find(drawRun([rating(0), rating(310), rating(620), rating(930)]));
    assert.equal(before[0]?.id, 'serialCalls@/work/a.ts:5:3');
    assert.equal(after[0]?.id, before[0]?.id);
  });

  it('counts several of one detector at one line', () => {
    const hosts = [retried(0, 700), { ...retried(1010, 1800), host: 'b.test' }] as const;
    const other = { ...hosts[1], retries: hosts[1].retries?.map((each) => ({ ...each, host: 'b.test' })) };
    assert.deepEqual(
      find(drawRun([hosts[0], other]))
        .flatMap(({ id, detector }) => (detector === 'retries' ? id : []))
        .sort(),
      ['retries@/work/a.ts:30:1', 'retries@/work/a.ts:30:1#2'],
    );
  });

  it('leaves out what nothing waited for', () => {
    const long = answered({ streaming: 5000, site: '/work/a.ts:1:1 main' });
    assert.deepEqual(find(drawRun([long, { ...retried(1, 900) }])), []);
  });

  it('keeps warnings, which save nothing', () => {
    const [found] = find(drawRun([answered()]), 'wall', { budgets: { ttftMs: 100 } });
    assert.deepEqual([found?.detector, found?.saving], ['budgetMissed', 0]);
  });

  it('asks again when budgets or history are others', () => {
    const prompt = promptOf('user q 100');
    const analysis = analyseRun(drawRun([answered({ model: 'big', streaming: 800, request: prompt })]), 1000);
    const earlier = drawRun([answered({ model: 'small', request: prompt })]);
    const namesOf = (options: DetectorOptions) =>
      findFindings(analysis, options, 'wall').map(({ detector }) => detector);
    assert.deepEqual(namesOf({ budgets: { ttftMs: 100 } }), ['budgetMissed']);
    assert.deepEqual(namesOf({ budgets: { ttftMs: 300 } }), []);
    assert.deepEqual(namesOf({}), []);
    assert.deepEqual(namesOf({ history: [earlier] }), ['slowerModel']);
    assert.deepEqual(namesOf({ history: [] }), []);
  });

  it('keeps what serves another goal, and ranks it by this one', () => {
    const run = drawRun([
      rating(0),
      rating(310),
      rating(620),
      answered({
        start: 930,
        isDocument: true,
        streaming: 2000,
        outputTokens: 300,
        quotes: ['c1.1', 'c2.1', 'c3.1'],
      }),
    ]);
    const ranked = (goal: Goal) => find(run, goal).map(({ detector }) => detector);
    assert.deepEqual(ranked('wall'), ['serialCalls', 'notStreamed']);
    assert.deepEqual(ranked('perceived'), ['notStreamed', 'serialCalls']);
  });

  it('says once what two detectors would say of the same calls', () => {
    const clock = (turn: number) =>
      answered({
        start: turn * 8000,
        ttft: 500 + 1000 * turn,
        inputTokens: 2000 + 1000 * turn,
        request: promptOf(
          `system s${turn} 400`,
          'user u 7400',
          ...Array.from({ length: turn }, (_, at) => [`assistant a${at} 100`, `user q${at} 3900`]).flat(),
        ),
      });
    const run = drawRun([0, 1, 2, 3, 4].map(clock));
    assert.ok(detectors.promptGrowth(analyseRun(run, 40_000), {}).length > 0);
    assert.deepEqual(
      find(run).map(({ detector }) => detector),
      ['brokenCachePrefix'],
    );
  });

  it('has a text of its own for every detector', () => {
    assert.deepEqual(Object.keys(findingTexts), Object.keys(detectors));
    const labels = Object.values(findingTexts).map(({ label }) => label);
    assert.equal(new Set(labels).size, labels.length);
  });
});

/** A call of a program that is as random as it can be while its moments are in order. */
const shapes = fc.record({
  gap: fc.integer({ min: -300, max: 600 }),
  line: fc.integer({ min: 1, max: 3 }),
  ttft: fc.integer({ min: 5, max: 2000 }),
  streaming: fc.integer({ min: 0, max: 3000 }),
  isDocument: fc.boolean(),
  quotesLast: fc.boolean(),
  isRetried: fc.boolean(),
  isNew: fc.boolean(),
  inputTokens: fc.integer({ min: 0, max: 20_000 }),
  cachedTokens: fc.integer({ min: 0, max: 2000 }),
  outputTokens: fc.integer({ min: 0, max: 2000 }),
  reasoningTokens: fc.option(fc.integer({ min: 0, max: 2000 })),
  load: fc.option(fc.integer({ min: 0, max: 3000 }), { nil: undefined }),
  outcome: fc.constantFrom<Outcome>(
    'complete',
    'complete',
    'complete',
    'error',
    'cancelled',
    'truncated',
    'inFlight',
  ),
  style: fc.constantFrom('openai.chat', 'anthropic.messages', 'ollama.chat'),
  model: fc.constantFrom('big', 'small'),
  system: fc.integer({ min: 0, max: 2 }),
  question: fc.integer({ min: 0, max: 5 }),
  work: fc.constantFrom('timer', 'http', 'process', 'cpu', undefined),
  pause: fc.boolean(),
});

type Shape = typeof shapes extends fc.Arbitrary<infer Value> ? Value : never;

const agents = fc.array(shapes, { minLength: 1, maxLength: 25 }).map((list): Run => {
  const work: Work[] = [];
  const pauses: Pause[] = [];
  let at = 0;
  const calls = list.map((shape, index): CallDrawing => {
    const start = Math.max(0, at + shape.gap);
    if (shape.work && start > at + 20) {
      work.push(drawWork(`${shape.work} ${at + 5} ${start - 5} w${index}`, { cpu: 300, busy: 300 }));
    }
    if (shape.pause) pauses.push({ start: start + 2, end: start + 50 });
    at = start + shape.ttft + shape.streaming + (shape.isRetried ? 500 : 0);
    return drawShape(shape, index, start);
  });
  return drawRun(calls, { work: work.sort((a, b) => a.start - b.start), pauses });
});

function drawShape(shape: Shape, index: number, start: number): CallDrawing {
  const drawing = answered({
    ...shape,
    start: shape.isRetried ? start + 500 : start,
    site: `/work/a.ts:${shape.line}:1 f`,
    quotes: shape.quotesLast && index > 0 ? [`c${index}.1`] : [],
    connect: shape.isNew ? 'connect 0, tcp 2, tls 4, assigned 4' : '',
    usage: { reasoningTokens: shape.reasoningTokens },
    server: { load: shape.load },
    request: {
      bodyHash: `${shape.question}`,
      ...promptOf(`system s${shape.system} 9000`, `user q${shape.question} 300`),
    },
  });
  if (!shape.isRetried) return drawing;
  const failed = { line: 'sent 1, head 90, error 100, close 100', status: 429, outcome: undefined };
  return { ...drawing, ...failed, start, retries: [drawing] };
}

describe('findFindings of any run', () => {
  it('tells of activities of the run, and of times within it', () => {
    fc.assert(
      fc.property(agents, fc.constantFrom(...goals), (run, goal) => {
        const analysis = analyseRun(run, 100_000);
        const known = new Set<string>(analysis.activities.map(({ id }) => id));
        const found = findFindings(analysis, { budgets: { ttftMs: 500 }, history: [run] }, goal);
        assert.equal(new Set(found.map(({ id }) => id)).size, found.length);
        for (const one of found) {
          assert.ok(one.activities.length > 0 && one.activities.every((id) => known.has(id)), one.id);
          for (const time of [one.saving, one.savingLow, one.savingHigh])
            assert.ok(Number.isFinite(time) && time >= 0, one.id);
          assert.ok(one.saving <= analysis.end - analysis.start + 1e-6, one.id);
          for (const text of [
            one.title,
            one.explanation,
            one.advice,
            ...one.evidence.map(({ value }) => value),
          ]) {
            assert.doesNotMatch(text, /NaN|undefined|Infinity|\[object/);
          }
        }
      }),
      { numRuns: 100 },
    );
  }).timeout(30_000);

  it('throws at none, whatever a trace holds', () => {
    fc.assert(
      fc.property(runs, (run) => {
        const analysis = analyseRun(run, run.end ?? 0);
        for (const goal of goals) findFindings(analysis, { budgets: { totalMs: 1 }, history: [run] }, goal);
      }),
      { numRuns: 40 },
    );
  }).timeout(30_000);
});
