import { strict as assert } from 'node:assert';
import { analyseRun } from '../../../../src/analysis/analyseRun';
import type { Finding } from '../../../../src/analysis/findings/finding';
import type { Iteration, Thread } from '../../../../src/analysis/threads/thread';
import type { CallId, RunId } from '../../../../src/base/units';
import { findingRows, iterationRows, threadRows } from '../../../../src/ui/views/analysisNodes';
import { describeFinding, describeIteration, describeThread } from '../../../../src/ui/views/analysisText';
import { drawRun } from '../../../support/runDsl';

const runId = 'run' as RunId;
const line = 'sent 0, head 100, text 400 500, finish 500, done 500, close 500';
const run = drawRun([
  { line, site: '/work/agent.ts:42:7 askModel' },
  { line: line.replace(/00/g, '50'), start: 1000, site: '/work/agent.ts:42:7 askModel' },
]);
const [first, second] = run.calls;
assert.ok(first && second);

const iterations: readonly Iteration[] = [
  {
    ordinal: 1,
    calls: [first],
    tools: [{ names: ['run_tests'], start: 500, end: 1000, activities: [] }],
    start: 0,
    end: 1000,
  },
  { ordinal: 2, calls: [second], tools: [], start: 1000, end: 1550 },
];
const loop: Thread = { id: first.id, iterations, calls: run.calls, start: 0, end: 1550 };
const analysis = { ...analyseRun(run, 5000), threads: [loop] };

const finding: Finding = {
  id: 'longOutput 1',
  detector: 'longOutput',
  title: 'Much is written',
  explanation: '',
  advice: '',
  certainty: 'likely',
  activities: [first.id],
  places: [{ file: '/work/agent.ts', line: 42, column: 7 }],
  evidence: [],
  changes: [],
  saving: 1500,
  savingLow: 1000,
  savingHigh: 2000,
};

describe('rows of what was found in a run', () => {
  it('show the findings that cost most, each at the line to change', () => {
    const rows = findingRows(
      runId,
      ['a', 'b', 'c', 'd'].map((id) => ({ ...finding, id })),
    );
    assert.deepEqual(
      rows.map(({ findingId }) => findingId),
      ['a', 'b', 'c'],
    );
    assert.deepEqual(rows[0]?.site?.id, '/work/agent.ts:42:7');
    assert.deepEqual(rows[0]?.callIds, ['c1' as CallId]);
    assert.ok(rows[0]);
    assert.deepEqual(describeFinding(rows[0]), {
      label: 'likely −1.50 s: Much is written',
      description: 'agent.ts:42',
      icon: 'lightbulb',
      color: 'list.warningForeground',
    });
  });

  it('show a loop with what its time was spent on', () => {
    const [row, ...others] = threadRows(runId, analysis);
    assert.ok(row && others.length === 0);
    const { label, description } = describeThread(row);
    assert.equal(label, 'askModel');
    assert.match(description, /^2 iterations · 1\.55 s · .+ \d.* · .+ \d/);
    assert.deepEqual(row.callIds, ['c1', 'c2']);
  });

  it('leave out what went round only once', () => {
    const once = { ...loop, iterations: iterations.slice(0, 1) };
    assert.deepEqual(threadRows(runId, { ...analysis, threads: [once] }), []);
  });

  it('mark the longest iteration', () => {
    const [row] = threadRows(runId, analysis);
    assert.ok(row);
    const rows = iterationRows(row, analysis).map(describeIteration);
    assert.deepEqual(
      rows.map(({ label, icon }) => [label, icon]),
      [
        ['Iteration 1', 'flame'],
        ['Iteration 2', 'debug-step-over'],
      ],
    );
    assert.match(rows[0]?.description ?? '', /^1\.00 s · /);
    assert.match(rows[1]?.description ?? '', /^550 ms · wait 4\d\d ms · streaming /);
  });
});
