import { strict as assert } from 'node:assert';
import type { RunId } from '../../../../src/base/units';
import { suiteRunOf } from '../../../../src/ui/suiteRuns';
import { writeResultsCsv } from '../../../../src/ui/views/resultsCsv';
import { buildResults } from '../../../../src/ui/views/resultsModel';
import { formatStatus } from '../../../../src/ui/views/statusText';
import { caseRows, groupRows } from '../../../../src/ui/views/suiteNodes';
import { describeCase, describeGroupRow, describeSuiteRun } from '../../../../src/ui/views/suiteText';
import {
  type CompletionDrawing,
  drawCompletionRun,
  type SampleDrawing,
} from '../../../support/completionDsl';

function suiteOf(drawing: CompletionDrawing) {
  const suite = suiteRunOf(drawCompletionRun(drawing));
  assert.ok(suite);
  return suite;
}

const many = (sample: SampleDrawing, count = 80): SampleDrawing[] =>
  Array.from({ length: count }, () => sample);
const sweep: CompletionDrawing = {
  budget: { total: 500 },
  samples: [1, 4].flatMap((concurrency) =>
    ['fast', 'slow'].flatMap((target) =>
      many({
        target,
        concurrency,
        ttft: target === 'fast' ? 100 : 400,
        total: target === 'fast' ? 300 : 700,
        tokens: 20,
      }),
    ),
  ),
};

describe('results of a suite for the panel', () => {
  it('are cases by models by levels, each with verdict, percentiles and values', () => {
    const results = buildResults(suiteOf(sweep), []);
    assert.deepEqual(
      results.rows.map(({ caseId, targetId, concurrency, verdict, good, n }) => [
        caseId,
        targetId,
        concurrency,
        verdict,
        good,
        n,
      ]),
      [
        ['c1', 'fast', 1, 'met', 80, 80],
        ['c1', 'fast', 4, 'met', 80, 80],
        ['c1', 'slow', 1, 'missed', 0, 80],
        ['c1', 'slow', 4, 'missed', 0, 80],
      ],
    );
    const [row] = results.rows;
    assert.deepEqual(row?.figures.total, {
      n: 80,
      p50: { value: 300, low: 300, high: 300 },
      tail: { value: 300, low: 300, high: 300 },
      limit: 500,
      verdict: 'met',
    });
    assert.deepEqual([row?.figures.ttft?.limit, row?.values.total?.length], [undefined, 80]);
    assert.deepEqual(
      [results.concurrencies, results.figure, results.budget],
      [[1, 4], 'total', 'p95 of total ≤ 500 ms, 95 % certain'],
    );
  });

  it('tell no tokens per second where nobody reported tokens', () => {
    const [level] = buildResults(suiteOf({ samples: [{ ttft: 10 }] }), []).levels;
    assert.deepEqual([level?.tokensPerSecond, level?.tokensUnknown], [undefined, 1]);
    assert.ok((buildResults(suiteOf(sweep), []).levels[0]?.tokensPerSecond ?? 0) > 0);
  });

  it('name the levels that were left out, and why', () => {
    const suite = suiteOf(sweep);
    const levels = [...suite.completion.levels, { concurrency: 8, stoppedBecause: 'too slow at 4.' }];
    const results = buildResults({ ...suite, completion: { ...suite.completion, levels } }, []);
    assert.deepEqual(results.leftOut, [{ concurrency: 8, because: 'too slow at 4.' }]);
  });

  it('count a burst of keystrokes once, and say what it wasted', () => {
    const { done, planned, types, levels } = buildResults(
      suiteOf({ samples: [{ id: 's1.1', end: 'superseded', total: 50 }, { id: 's1' }], planned: 2 }),
      [],
    );
    assert.deepEqual([done, planned, types], [1, 2, true]);
    assert.deepEqual(levels[0]?.wasted, { requests: 1, tokens: 1, time: 50 });
  });

  it('say once what failed', () => {
    const { rows } = buildResults(suiteOf({ samples: many({ end: 'failed' }, 3) }), []);
    assert.deepEqual([rows[0]?.failed, rows[0]?.failures], [3, ['failed wait']]);
  });

  it('lists the runs of the suite to choose from', () => {
    const suite = suiteOf(sweep);
    const other = { ...suite.run, id: 'r2' as RunId };
    assert.deepEqual(
      buildResults(suite, [suite.run, other]).runs.map(({ id }) => id),
      ['r1', 'r2'],
    );
  });
});

describe('results of a suite as comma-separated values', () => {
  it('have a line for each model, and one for each case', () => {
    const lines = writeResultsCsv(buildResults(suiteOf(sweep), [])).split('\r\n');
    const width = lines[0]?.split(',').length;
    assert.equal(lines.length, 1 + 4 + 4 + 1);
    assert.ok(lines.slice(0, -1).every((line) => line.split(',').length === width));
    assert.match(lines[1] ?? '', /^,fast,1,met,80,80,0,0,0,0,80,100,100,100,100,,80,300,300,300,300,500,/);
    assert.match(lines[5] ?? '', /^c1,fast,1,met,80,80,/);
  });

  it('keep commas and quotes within their cell, and formulas text', () => {
    const results = buildResults(suiteOf(sweep), []);
    const named = { ...results, targets: results.targets.map((target) => ({ ...target, label: '=a,"b"' })) };
    assert.match(writeResultsCsv(named), /\r\n,"'=a,""b""",1,/);
  });
});

describe('rows of a suite in the runs tree', () => {
  const today = new Date(0);

  it('tell the outcome, and how far it is while it runs', () => {
    assert.deepEqual(describeSuiteRun(suiteOf(sweep), today), {
      label: 'suite',
      description: `2 failed, 2 passed · 320 requests · ${describeSuiteRun(suiteOf(sweep), today).description.split(' · ').at(-1)}`,
      icon: 'error',
      color: 'testing.iconFailed',
    });
    const live = describeSuiteRun(suiteOf({ samples: [{}], planned: 9, run: { status: 'running' } }), today);
    assert.equal(live.icon, 'loading~spin');
    assert.match(live.description, /1 of 9 requests/);
  });

  it('lead from cases to models and levels', () => {
    const [row] = caseRows(suiteOf(sweep));
    assert.ok(row);
    assert.deepEqual(describeCase(row), {
      label: 'c1',
      description: '2 failed, 2 passed',
      icon: 'error',
      color: 'testing.iconFailed',
    });
    const groups = groupRows(row);
    assert.deepEqual(
      groups.map(({ name }) => name),
      ['fast, concurrency 1', 'fast, concurrency 4', 'slow, concurrency 1', 'slow, concurrency 4'],
    );
    assert.equal(
      groups[0] && describeGroupRow(groups[0]).description,
      'TTFT 100 ms · total p95 300 ms of 500 ms · 80 of 80',
    );
    assert.equal(groups[0]?.callIds.length, 80);
  });

  it('lead straight to the requests where there is one model and level', () => {
    const [row] = caseRows(suiteOf({ samples: [{ ttft: 100 }] }));
    assert.ok(row);
    assert.deepEqual(groupRows(row), []);
    assert.deepEqual(
      [describeCase(row).description, row.callIds.length, row.site.line],
      ['TTFT 100 ms · 1 request', 1, 3],
    );
  });

  it('tell the progress in the status bar', () => {
    const { run } = suiteOf({
      samples: [{ id: 's1.1', end: 'superseded' }, { id: 's1' }],
      planned: 7,
      run: { status: 'running' },
    });
    assert.equal(formatStatus(run, 0), 'suite 1 of 7');
  });
});
