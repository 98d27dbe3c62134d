import { strict as assert } from 'node:assert';
import { analyseRun } from '../../../../src/analysis/analyseRun';
import type { Budgets } from '../../../../src/analysis/budget';
import { buildCallSiteSummaries } from '../../../../src/analysis/callSiteSummary';
import type { Finding } from '../../../../src/analysis/findings/finding';
import { buildRunSummary } from '../../../../src/analysis/runSummary';
import type { Run } from '../../../../src/model/run';
import { callRows, childrenOfCall, childrenOfRun, type TreeNode } from '../../../../src/ui/views/runNodes';
import { formatStatus } from '../../../../src/ui/views/statusText';
import { describeCall, describeRun, describeSite } from '../../../../src/ui/views/treeText';
import { type CallDrawing, drawRun } from '../../../support/runDsl';

const call: CallDrawing = {
  line: 'sent 5, head 100, text 400 500, finish 500, done 500, close 500',
  usage: { inputTokens: 10, outputTokens: 2 },
};
const failed: CallDrawing = { line: 'head 50, close 50', outcome: 'error', failure: 'http_500', start: 1000 };
const startedAtEpoch = new Date(2026, 2, 8, 14, 5, 9).getTime();

function runRow(run: Run, today = new Date(2026, 2, 8, 20)): ReturnType<typeof describeRun> {
  return describeRun(run, buildRunSummary(run, 5000), today);
}

function sitesOf(run: Run, budgets?: Budgets) {
  return buildCallSiteSummaries(run, { now: 5000, budgets });
}

describe('rows of the runs tree', () => {
  it('describe a run', () => {
    const run = drawRun([call, { ...call, start: 1000 }], { startedAtEpoch });
    assert.deepEqual(runRow(run), {
      label: 'node agent.js',
      description: '2 calls · 1.50 s · 14:05',
      icon: 'pulse',
    });
    assert.equal(runRow(run, new Date(2026, 2, 9)).description, '2 calls · 1.50 s · 2026-03-08 14:05');
  });

  it('describe a run that is going on, is empty, or has problems', () => {
    const live = runRow(drawRun([call, { line: 'head 1', start: 1000 }], { startedAtEpoch }));
    assert.deepEqual(
      [live.icon, live.description],
      ['loading~spin', '2 calls · 1 in flight · 5.00 s · 14:05'],
    );
    const empty = runRow(drawRun([], { startedAtEpoch }));
    assert.deepEqual([empty.icon, empty.description], ['circle-outline', '0 calls · 14:05']);
    const problem = { severity: 'warning', code: 'garbageLines', message: 'm' } as const;
    assert.equal(runRow(drawRun([call], { problems: [problem] })).icon, 'warning');
  });

  it('describe a call site', () => {
    const [site] = sitesOf(drawRun([call, { ...call, start: 1000 }]));
    assert.ok(site);
    assert.deepEqual(describeSite(site), {
      label: 'planStep',
      description: '1.00 s · 67 % · 2 calls · agent.ts:42',
      icon: 'flame',
    });
    const [uncertain] = sitesOf(drawRun([{ ...call, confidence: 'low', site: 'C:\\work\\agent.ts:7:1' }]));
    assert.ok(uncertain);
    assert.deepEqual(
      [describeSite(uncertain).label, describeSite(uncertain).icon],
      ['possibly agent.ts:7', 'question'],
    );
    const [likely] = sitesOf(drawRun([{ ...call, confidence: 'medium' }]), { ttftMs: 1 });
    assert.ok(likely);
    assert.deepEqual(
      [describeSite(likely).label, describeSite(likely).icon],
      ['probably planStep', 'question'],
    );
    const [nowhere] = sitesOf(drawRun([{ ...call, site: '' }]));
    assert.ok(nowhere);
    assert.equal(describeSite(nowhere).label, 'No line found');
  });

  it('describe a call by its figures, and by how it ended', () => {
    const [first, second, third] = drawRun([call, failed, { line: 'head 1', start: 2000 }]).calls;
    assert.ok(first && second && third);
    assert.deepEqual(describeCall(first, 1, false), {
      label: '#1 gpt-test',
      description: '500 ms · TTFT 400 ms · 10.0 tok/s',
      icon: 'check',
    });
    assert.equal(describeCall(first, 1, true).description, 'paused · 500 ms · TTFT 400 ms · 10.0 tok/s');
    assert.equal(describeCall(first, 1, true).icon, 'debug-pause');
    assert.deepEqual(describeCall(second, 2, false), {
      label: '#2 gpt-test',
      description: 'failed · 50 ms',
      icon: 'error',
      color: 'list.errorForeground',
    });
    assert.equal(describeCall(third, 3, false).description, 'in flight');
  });

  it('count the attempts of a call', () => {
    const [retried] = drawRun([{ ...failed, start: 0, retries: [{ ...call, start: 300 }] }]).calls;
    assert.ok(retried);
    assert.match(describeCall(retried, 1, false).description, /^800 ms · .* · 2 attempts$/);
  });
});

describe('runs tree', () => {
  const run = drawRun([call, failed, { ...call, start: 2000 }]);
  const [site] = rowsOf(run);

  function rowsOf(of: Run, findings: readonly Finding[] = []): TreeNode[] {
    const [sites, analysis] = [sitesOf(of), analyseRun(of, 5000)];
    return childrenOfRun(of, { sites, analysis, findings, whyEmpty: 'Nothing yet.' });
  }

  function texts(nodes: readonly TreeNode[]): string[] {
    return nodes.map((node) => {
      if (node.kind === 'note') return `${node.severity}: ${node.text}`;
      return node.kind === 'phase' ? `${node.phase.name} ${Math.round(node.share * 100)}` : node.kind;
    });
  }

  it('has call sites below runs, calls below call sites, phases below calls', () => {
    assert.ok(site?.kind === 'site');
    const calls = callRows(run, site.summary.calls, 5000);
    assert.deepEqual(
      calls.map(({ ordinal, callIds }) => [ordinal, ...callIds]),
      [
        [1, 'c1'],
        [2, 'c2'],
        [3, 'c3'],
      ],
    );
    assert.ok(calls[0] && calls[1]);
    assert.deepEqual(texts(childrenOfCall(calls[0], 5000)), ['send 1', 'wait 79', 'streaming 20']);
    assert.equal(texts(childrenOfCall(calls[1], 5000))[0], 'error: http_500');
  });

  it('tells problems first', () => {
    const problem = { severity: 'error', code: 'newerSpool', message: 'Too new.' } as const;
    const troubled = drawRun([call], { problems: [problem] });
    assert.deepEqual(texts(rowsOf(troubled)), ['error: Too new.', 'site']);
  });

  it('says why a run is empty', () => {
    const empty = drawRun([]);
    assert.deepEqual(texts(rowsOf(empty)), ['info: Nothing yet.']);
  });
});

describe('formatStatus', () => {
  it('counts the calls in flight and times the longest', () => {
    const run = drawRun([call, { line: 'head 1', start: 1000 }, { line: 'head 1', start: 2500 }]);
    assert.equal(formatStatus(run, 3000), '2 LLM calls · 2.0 s');
  });

  it('is silent when there are none', () => {
    assert.equal(formatStatus(drawRun([call]), 3000), undefined);
  });
});
