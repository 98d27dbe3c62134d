import assert from 'node:assert/strict';
import { summariseCompletion } from '../../../../src/completion/results/summariseCompletion';
import type { Run } from '../../../../src/model/run';
import { drawCompletionRun, type SampleDrawing } from '../../../support/completionDsl';

const budget = { total: 500 };

function times(count: number, drawing: SampleDrawing = {}): SampleDrawing[] {
  return Array.from({ length: count }, () => drawing);
}

/** Spreads groups evenly over one another: what comes in a row is judged otherwise. */
function takeTurns(...groups: readonly (readonly SampleDrawing[])[]): SampleDrawing[] {
  return groups
    .flatMap((group) => group.map((drawing, index) => ({ drawing, place: (index + 0.5) / group.length })))
    .sort((a, b) => a.place - b.place)
    .map(({ drawing }) => drawing);
}

function summarise(run: Run) {
  const summary = summariseCompletion(run);
  assert.ok(summary);
  return summary;
}

function judge(samples: readonly SampleDrawing[], more: object = {}) {
  const summary = summarise(drawCompletionRun({ budget, samples, ...more }));
  const [one] = summary.cases;
  assert.ok(one);
  return { summary, one };
}

describe('summariseCompletion', () => {
  it('passes a case that surely keeps its budget', () => {
    const { summary, one } = judge(times(59));
    assert.equal(one.outcome, 'passed');
    assert.deepEqual(
      [one.verdict.kind, one.verdict.n, one.verdict.good, summary.outcome, summary.isComplete],
      ['met', 59, 59, 'passed', true],
    );
    assert.equal(
      one.verdict.because,
      '59 of 59 requests kept total ≤ 500 ms: it is 95 % certain that at least 95 % of all do.',
    );
  });

  it('fails a case that surely misses it', () => {
    const { summary, one } = judge([...times(7), ...times(3, { total: 501 })]);
    assert.deepEqual([one.verdict.kind, one.outcome, summary.outcome], ['missed', 'failed', 'failed']);
    assert.equal(
      one.verdict.because,
      '7 of 10 requests kept total ≤ 500 ms: it is 95 % certain that fewer than 95 % of all do.',
    );
  });

  it('says neither when there are not enough samples, and how many more it takes', () => {
    const { summary, one } = judge(times(20));
    assert.deepEqual([one.verdict.kind, one.outcome, summary.outcome], ['unsure', 'unsure', 'unsure']);
    assert.equal(one.verdict.samplesMissing, 39);
    assert.equal(
      one.verdict.because,
      '20 of 20 requests kept total ≤ 500 ms: not enough samples to tell whether 95 % of all do. About 39 more would decide it if it goes on like this.',
    );
  });

  it('passes a case without a budget whose requests went well, and says that there is none', () => {
    const { one } = judge(times(3), { budget: {} });
    assert.deepEqual([one.verdict.kind, one.outcome], ['none', 'passed']);
    assert.equal(one.verdict.because, 'There is no budget to keep.');
  });

  it('fails a case of which a request failed or a text is not as expected, whatever its budget', () => {
    assert.equal(judge([...times(200), { end: 'failed' }]).one.outcome, 'failed');
    assert.equal(judge([...times(200), { met: false }]).one.outcome, 'failed');
    assert.equal(judge([...times(200), { met: true }]).one.outcome, 'passed');
    assert.match(
      judge([...times(200), { end: 'failed' }]).one.verdict.because,
      /1 failed, which keeps no limit/,
    );
  });

  it('leaves out warm-up, superseded, aborted and unmeasured requests', () => {
    const { one } = judge([
      { warmUp: true, total: 9000 },
      { id: 's90.1', end: 'superseded', total: 9000 },
      { end: 'aborted', total: 9000 },
      { call: 'none' },
      ...times(5, { total: 100 }),
    ]);
    assert.deepEqual([one.verdict.n, one.verdict.good, one.unmeasured], [5, 5, 1]);
    assert.equal(one.figures.total?.max, 100);
    assert.match(one.verdict.because, /1 could not be measured and do not count/);
  });

  it('judges each limit by itself beside all together', () => {
    const { one } = judge(
      takeTurns(times(38), times(12, { ttft: 300, total: 400 }), times(10, { total: 600, ttft: 50 })),
      {
        budget: { ttft: 200, total: 500 },
      },
    );
    assert.deepEqual(
      one.verdict.limits.map(({ figure, kind, within }) => [figure, kind, within]),
      [
        ['ttft', 'missed', 48],
        ['total', 'missed', 50],
      ],
    );
    assert.equal(one.verdict.good, 38);
    assert.match(one.verdict.because, /kept TTFT ≤ 200 ms and total ≤ 500 ms/);
    assert.match(one.verdict.because, /TTFT was kept by 48 of 60, total was kept by 50 of 60\./);
  });

  it('judges requests of which slow ones came in a row as the few that they tell of', () => {
    const { one } = judge([...times(80), ...times(20, { total: 600 }), ...times(80)]);
    assert.deepEqual([one.verdict.kind, one.verdict.n, one.verdict.good], ['unsure', 180, 160]);
    assert.ok((one.verdict.effective ?? 180) < 10);
    assert.match(one.verdict.because, /Slow ones came in a row, so that the requests tell no more than \d/);
    const drifting = judge(Array.from({ length: 60 }, (_, index) => ({ total: 300 + index })));
    assert.equal(drifting.one.verdict.kind, 'met', 'far from the limit nothing hangs on the order');
    const spread = judge(takeTurns(times(160), times(20, { total: 600 })));
    assert.deepEqual([spread.one.verdict.kind, spread.one.verdict.effective], ['missed', undefined]);
  });

  it('tells figures of those that have them, with the interval of each percentile', () => {
    const samples = Array.from({ length: 100 }, (_, index) => ({
      total: 100 + ((index * 37) % 100),
      tokens: 11,
    }));
    const { total, tokensPerSecond } = judge(samples).one.figures;
    assert.deepEqual([total?.n, total?.min, total?.max, total?.mean], [100, 100, 199, 149.5]);
    assert.deepEqual(total?.percentiles, [
      { p: 0.5, value: 149.5, low: 139, high: 160 },
      { p: 0.95, value: 194.05, low: 189, high: 199 },
    ]);
    // Ten tokens after the first in half of each total: all tokens over all time, not the mean of the rates.
    assert.ok(Math.abs((tokensPerSecond?.mean ?? 0) - (1000 * 1000) / (100 * 74.75)) < 1e-9);
  });

  it('calls a verdict provisional until all that was planned is done and the run is over', () => {
    const early = judge(times(59), { planned: 100 });
    assert.match(early.one.verdict.because, /^So far 59 of 59 requests/);
    assert.deepEqual([early.summary.isComplete, early.summary.outcome], [false, 'unsure']);
    assert.equal(judge(times(59), { run: { status: 'running' } }).summary.isComplete, false);
    assert.equal(judge([...times(59), { end: 'aborted' }]).summary.isComplete, false);
  });

  it('counts what superseded requests cost for nothing', () => {
    const { one } = judge([
      { id: 's9.1', end: 'superseded', at: 0, total: 80, call: { line: 'head 0, text 10 20 30, close 80' } },
      { id: 's9.2', end: 'superseded', at: 100, total: 50, tokens: 40 },
      { id: 's9.3', end: 'superseded', at: 150, total: 50, call: 'none' },
      { id: 's9', at: 200 },
    ]);
    assert.deepEqual(one.wasted, { requests: 2, tokens: 43, time: 130 });
  });

  it('keeps cases, targets and levels apart', () => {
    const samples = ['c1', 'c2'].flatMap((of) =>
      ['a', 'b'].flatMap((target) => [1, 4].map((concurrency) => ({ of, target, concurrency }))),
    );
    const summary = summarise(drawCompletionRun({ samples }));
    assert.equal(summary.cases.length, 8);
    assert.deepEqual(
      summary.levels.map(({ target, concurrency, samples: own }) => [target.id, concurrency, own.length]),
      [
        ['a', 1, 2],
        ['a', 4, 2],
        ['b', 1, 2],
        ['b', 4, 2],
      ],
    );
  });

  it('is made once for a run', () => {
    const run = drawCompletionRun({ samples: [{}] });
    assert.equal(summariseCompletion(run), summariseCompletion(run));
    assert.equal(summariseCompletion({ ...run, completion: undefined }), undefined);
  });
});

describe('levels of a sweep', () => {
  it('have rates over the time from the first request to the last end', () => {
    const { levels } = summarise(
      drawCompletionRun({
        budget,
        samples: [
          { warmUp: true, at: 0, total: 100 },
          { at: 1000, total: 400, tokens: 20, concurrency: 1 },
          { at: 1500, total: 500, tokens: 30, concurrency: 1 },
          { at: 2000, total: 1000, tokens: 50, concurrency: 1 },
          { at: 3000, total: 1000, end: 'failed', concurrency: 1 },
        ],
      }),
    );
    const [level] = levels;
    assert.ok(level);
    const { duration, requestsPerSecond, tokensPerSecond, tokensUnknown, goodput } = level;
    assert.deepEqual(
      { duration, requestsPerSecond, tokensPerSecond, tokensUnknown, goodput },
      { duration: 3000, requestsPerSecond: 1, tokensPerSecond: 100 / 3, tokensUnknown: 0, goodput: 2 / 3 },
    );
  });

  it('say when they do not know all tokens', () => {
    const { levels } = summarise(
      drawCompletionRun({ samples: [{ tokens: 10 }, { end: 'stopped', total: 100 }] }),
    );
    assert.deepEqual([levels[0]?.tokensUnknown, levels[0]?.tokensPerSecond], [1, 50]);
  });

  it('of targets that take turns leave out the turns of the others', () => {
    const { levels } = summarise(
      drawCompletionRun({ samples: ['a', 'b', 'a', 'b'].map((target) => ({ target, total: 100 })) }),
    );
    assert.deepEqual(
      levels.map(({ duration, requestsPerSecond }) => [duration, requestsPerSecond]),
      [
        [200, 10],
        [200, 10],
      ],
    );
  });

  it('have their knee where throughput per time is highest', () => {
    const level = (concurrency: number, at: number, total: number): SampleDrawing[] =>
      times(concurrency, { concurrency, at, total });
    // A server with two slots of 100 ms: from the third request on they wait for each other.
    const { levels } = summarise(
      drawCompletionRun({ samples: [...level(1, 0, 100), ...level(2, 200, 100), ...level(4, 400, 200)] }),
    );
    assert.deepEqual(
      levels.map(({ isKnee }) => isKnee),
      [false, true, false],
    );
  });

  it('tell why one was the last', () => {
    const { levels } = summarise(drawCompletionRun({ samples: [{}], stoppedBecause: { 1: 'too slow' } }));
    assert.equal(levels[0]?.stoppedBecause, 'too slow');
  });
});
