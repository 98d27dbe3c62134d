import assert from 'node:assert/strict';
import { buildCaseChecks } from '../../../../src/cli/complete/completionChecks';
import { drawCompletion } from '../../../../src/cli/complete/drawCompletion';
import { formatEstimate } from '../../../../src/cli/complete/figureText';
import { writeCompletionMarkdown } from '../../../../src/cli/complete/writeCompletionMarkdown';
import type { Screen } from '../../../../src/cli/terminal/screen';
import { summariseCompletion } from '../../../../src/completion/results/summariseCompletion';
import type { CompletionSample } from '../../../../src/model/completion';
import type { Run } from '../../../../src/model/run';
import { drawCompletionRun, type SampleDrawing } from '../../../support/completionDsl';

const screen: Screen = { width: 110, paint: (_, text) => text };

function summaryOf(run: Run) {
  const summary = summariseCompletion(run);
  if (!run.completion || !summary) throw new Error('no run of a suite');
  return { run: run.completion, summary };
}

function checksOf(run: Run) {
  const { run: completion, summary } = summaryOf(run);
  return buildCaseChecks(completion, summary).map(({ check }) => check);
}

function samples(n: number, drawing: SampleDrawing = {}): SampleDrawing[] {
  return Array.from({ length: n }, () => ({ ttft: 100, total: 200, ...drawing }));
}

/** The same run, with what became of some samples. */
function withFailures(run: Run, ids: readonly string[]): Run {
  const failure = {
    kind: 'unauthorised',
    status: 401,
    message: 'The key is refused.',
    action: 'Set it anew.',
  } as const;
  const change = (sample: CompletionSample): CompletionSample =>
    ids.includes(sample.id) ? { ...sample, end: 'failed', failure } : sample;
  return run.completion
    ? { ...run, completion: { ...run.completion, samples: run.completion.samples.map(change) } }
    : run;
}

const budget = { total: 500 };

describe('buildCaseChecks', () => {
  it('has a check for every case, with its figures and its place', () => {
    const [check] = checksOf(drawCompletionRun({ budget, samples: samples(60) }));
    assert.deepEqual(
      [check?.outcome, check?.group, check?.place, check?.message],
      [
        'passed',
        'suite',
        { file: '/work/suite.completions.json', line: check?.place?.line },
        '60 of 60 requests kept total ≤ 500 ms: it is 95 % certain that at least 95 % of all do.',
      ],
    );
    assert.deepEqual(check?.figures, {
      'TTFT p50': '100 ms',
      'total p50': '200 ms',
      'total p95 ≤ 500 ms': '200 ms (≥ 200 ms)',
      kept: '60 of 60',
    });
  });

  it('tells a missed budget, too few samples and failed requests apart', () => {
    const outcomes = [
      drawCompletionRun({ budget, samples: samples(60, { total: 600 }) }),
      drawCompletionRun({ budget, samples: samples(10) }),
      withFailures(drawCompletionRun({ budget, samples: samples(60) }), ['s3', 's4']),
      drawCompletionRun({ budget, samples: [...samples(59), { ttft: 100, total: 200, met: false }] }),
    ].map((run) => checksOf(run)[0]);
    assert.deepEqual(
      outcomes.map((check) => check?.outcome),
      ['failed', 'unsure', 'error', 'failed'],
    );
    assert.equal(outcomes[1]?.figures['total p95 ≤ 500 ms'], 'max 200 ms');
    assert.match(outcomes[1]?.message ?? '', /not enough samples/);
    assert.deepEqual(
      [outcomes[2]?.message, outcomes[2]?.details[0]],
      ['2 of 60 requests failed: The key is refused.', 'Set it anew.'],
    );
    assert.equal(outcomes[3]?.message, '1 of 60 answers are not what the case expects.');
  });

  it('lets nothing pass that was broken off', () => {
    const whole = drawCompletionRun({ budget, samples: samples(60) });
    const stopped = drawCompletionRun({ budget, samples: samples(60), planned: 90 });
    assert.equal(checksOf(whole)[0]?.outcome, 'passed');
    assert.equal(checksOf(stopped)[0]?.outcome, 'unsure');
  });

  it('judges the first level of a sweep, and lets the others be found out', () => {
    const run = drawCompletionRun({
      budget,
      samples: [...samples(60, { concurrency: 1 }), ...samples(60, { concurrency: 8, total: 900 })],
    });
    assert.deepEqual(
      checksOf(run).map(({ outcome, figures }) => [outcome, figures['at 1 8']]),
      [['passed', '✔ ✖']],
    );
    const { run: completion, summary } = summaryOf(run);
    assert.equal(summary.outcome, 'passed');
    assert.deepEqual(
      summary.sweeps.map(({ target, upTo, missedFrom }) => [target.id, upTo, missedFrom]),
      [['t1', 1, 8]],
    );
    const sentence = 'The budget is kept up to concurrency 1 and missed from concurrency 8 on, 95 % certain.';
    assert.ok(drawCompletion({ run: completion, summary, screen }).includes(sentence));
    assert.ok(writeCompletionMarkdown([], [summary]).includes(sentence));
  });

  it('has no column for levels that were not run, or cannot be judged', () => {
    const [single] = checksOf(drawCompletionRun({ budget, samples: samples(60) }));
    const levels = [...samples(3, { concurrency: 1 }), ...samples(3, { concurrency: 2 })];
    const [free] = checksOf(drawCompletionRun({ budget: {}, samples: levels }));
    assert.ok(single && free);
    for (const { figures } of [single, free]) assert.doesNotMatch(Object.keys(figures).join(), /^at|,at/);
  });
});

describe('drawCompletion', () => {
  it('is a line a case, then what is wrong and what to do', () => {
    const run = withFailures(
      drawCompletionRun({ budget, samples: [...samples(60), ...samples(60, { of: 'c2' })] }),
      ['s61'],
    );
    const lines = drawCompletion({ ...summaryOf(run), screen }).slice(1);
    assert.deepEqual(lines.slice(0, 4), [
      '1 error, 1 passed · 120 requests in 24.0 s · t1 at api.test',
      '',
      '      TTFT p50  total p50  total p95 ≤ 500 ms      kept',
      '✔ c1    100 ms     200 ms   200 ms (≥ 200 ms)  60 of 60',
    ]);
    assert.ok(lines.includes('  1 of 60 requests failed: The key is refused.'), lines.join('\n'));
    assert.ok(lines.includes('  Set it anew.'));
  });

  it('shows what a case adds, such as a diff', () => {
    const run = drawCompletionRun({ budget, samples: samples(60, { met: false }) });
    const lines = drawCompletion({ ...summaryOf(run), screen, moreOn: () => ['- a', '+ b'] });
    assert.deepEqual(lines.slice(-2), ['  - a', '  + b']);
  });

  it('shows a sweep as a table with bars, in Markdown too', () => {
    const run = drawCompletionRun({
      budget,
      samples: [
        ...samples(20, { concurrency: 1 }),
        ...Array.from({ length: 40 }, (_, index) => ({
          ...{ ttft: 100, total: 200, concurrency: 2 },
          at: 4000 + 100 * index,
        })),
      ],
    });
    const { run: completion, summary } = summaryOf(run);
    const lines = drawCompletion({ run: completion, summary, screen });
    const from = lines.findIndex((line) => line.startsWith('at once'));
    assert.match(lines[from] ?? '', /^at once +TTFT p50 .*req\/s +good req\/s$/);
    assert.match(lines[from + 1] ?? '', /^ +1 +100 ms .* 5\.0 +5\.0 +█{8}$/);
    assert.match(lines[from + 2] ?? '', /^ +2 +100 ms .* 9\.\d +9\.\d +█{16}/);
    const markdown = writeCompletionMarkdown([], [summary]).join('\n');
    assert.match(markdown, /<summary>Levels of concurrency<\/summary>/);
    assert.equal(
      writeCompletionMarkdown([], [summaryOf(drawCompletionRun({ samples: samples(3) })).summary]).length,
      0,
    );
  });

  it('says what superseded requests cost', () => {
    const run = drawCompletionRun({
      samples: [
        { id: 's1.1', ttft: 100, total: 200, end: 'superseded' },
        { id: 's1', ttft: 100, total: 200 },
      ],
    });
    const text = drawCompletion({ ...summaryOf(run), screen }).join('\n');
    assert.match(
      text,
      /superseded by the next keystroke: 1 request, with \d+ tokens? and 200 ms of answers under way for nothing/,
    );
  });
});

describe('formatEstimate', () => {
  it('has the interval in brackets, where there is one', () => {
    assert.equal(formatEstimate({ p: 0.95, value: 455, low: 421, high: 488 }), '455 ms (421–488 ms)');
    assert.equal(formatEstimate({ p: 0.95, value: 455, low: 421 }), '455 ms (≥ 421 ms)');
    assert.equal(formatEstimate({ p: 0.95, value: 455 }), '455 ms');
    assert.equal(formatEstimate(undefined), '');
  });
});
