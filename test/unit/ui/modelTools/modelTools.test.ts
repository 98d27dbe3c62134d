import { strict as assert } from 'node:assert';
import { analyseRun } from '../../../../src/analysis/analyseRun';
import { findFindings } from '../../../../src/analysis/findings/findFindings';
import type { Finding } from '../../../../src/analysis/findings/finding';
import type { RunId } from '../../../../src/base/units';
import { RunStore } from '../../../../src/store/runStore';
import { chooseRun } from '../../../../src/ui/modelTools/chooseRun';
import { findingsTool } from '../../../../src/ui/modelTools/findingsTool';
import { runSummaryTool } from '../../../../src/ui/modelTools/runSummaryTool';
import { slowestLinesTool } from '../../../../src/ui/modelTools/slowestLinesTool';
import { whatIfTool } from '../../../../src/ui/modelTools/whatIfTool';
import { suiteRunOf } from '../../../../src/ui/suiteRuns';
import { drawCompletionRun } from '../../../support/completionDsl';
import { drawRun } from '../../../support/runDsl';

const line = 'sent 0, head 10, text 400 1000, finish 1000, done 1000, close 1000';
const refused = {
  line: 'sent 0, head 100, close 100',
  status: 429,
  outcome: 'error',
  failure: 'http_429',
} as const;
const run = {
  ...drawRun([
    { line, site: '/work/agent.ts:42:7 plan' },
    { ...refused, start: 1000, site: '/work/agent.ts:50:7 act', retries: [{ line, start: 1600 }] },
  ]),
  end: 2600,
  status: 'ended' as const,
};
const findings: readonly Finding[] = findFindings(analyseRun(run, 2600), {}, 'wall');
const question = { run, goal: 'wall' as const, input: {}, findings };

describe('tools for language models', () => {
  it('sum a run up, with every account of its time', () => {
    const text = runSummaryTool.answer(question);
    assert.match(text, /^2\.60 s from the first request to the end; 2 LLM calls, 1 retries/m);
    assert.match(text, /^- streaming: 1\.20 s, 46 %/m);
    assert.match(text, /^- rate limit: 600 ms, 23 %/m);
  });

  it('rank lines by what the run would gain', () => {
    const text = slowestLinesTool.answer(question);
    assert.match(
      text,
      /^1\. \/work\/agent\.ts:50 \(act\): 800 ms less at twice the speed, 1\.60 s without it; 1 LLM call/m,
    );
    assert.match(text, /^2\. \/work\/agent\.ts:42 \(plan\): 500 ms less/m);
  });

  it('tell findings with lines, evidence, advice and an id', () => {
    const text = findingsTool.answer(question);
    assert.match(text, /^### Rate limits took/m);
    assert.match(text, /^Lines: \/work\/agent\.ts:50 \(act\)$/m);
    assert.match(text, /^What to do: ./m);
    assert.match(findingsTool.answer({ ...question, findings: [] }), /Nothing was found/);
  });

  it('think a run through again with findings mended and lines changed', () => {
    const [finding] = findings;
    assert.ok(finding);
    const mended = whatIfTool.answer({ ...question, input: { findings: [finding.id] } });
    assert.match(mended, /^The total time: 2\.60 s → 2\.00 s/m);
    const faster = whatIfTool.answer({
      ...question,
      input: { lines: [{ line: 'agent.ts:42', factor: 0.5 }] },
    });
    assert.match(faster, /^The total time: 2\.60 s → 2\.10 s/m);
  });

  it('take a line for no other line that ends like it', () => {
    const ask = (line: string) => whatIfTool.answer({ ...question, input: { lines: [{ line, factor: 0 }] } });
    assert.throws(() => ask('agent.ts:4'), /No call came through/);
    assert.throws(() => ask('gent.ts:42'), /No call came through/);
    assert.doesNotThrow(() => ask('/work/agent.ts:42'));
  });

  it('say what there is where something is asked for that is not there', () => {
    const ask = (input: object) => () => whatIfTool.answer({ ...question, input });
    assert.throws(ask({ findings: ['gone'] }), /no finding gone/);
    assert.throws(ask({}), /Nothing is to change/);
    const store = new RunStore();
    assert.throws(() => chooseRun(store, undefined, findingsTool), /no runs yet/);
    store.put(run, []);
    assert.equal(chooseRun(store, undefined, findingsTool), run);
    assert.throws(() => chooseRun(store, 'gone', findingsTool), /no run gone/);
  });

  it('tell of a suite that it is one, and choose programs where a suite has no answer', () => {
    const store = new RunStore();
    const suite = drawCompletionRun({
      budget: { total: 500 },
      samples: Array.from({ length: 80 }, () => ({ ttft: 100, total: 300 })),
      run: { id: 'suite' as RunId, startedAtEpoch: run.startedAtEpoch + 1000 },
    });
    store.put(suite, []);
    assert.throws(() => chooseRun(store, undefined, findingsTool), /No run of a program/);
    assert.throws(() => chooseRun(store, 'suite', whatIfTool), /is a run of a completion suite/);
    store.put(run, []);
    assert.equal(chooseRun(store, undefined, findingsTool), run);
    assert.equal(chooseRun(store, undefined, runSummaryTool), suite);
    const found = suiteRunOf(suite);
    const text = found && runSummaryTool.answerOfSuite?.(found);
    assert.match(text ?? '', /This is a run of the completion suite “suite”/);
    assert.match(text ?? '', /As a whole: passed\./);
    assert.match(text ?? '', /80 of 80 requests kept total ≤ 500 ms: it is 95 % certain/);
    assert.match(text ?? '', /Total p50 300 ms \(300 ms\), p95 300 ms \(300 ms\)/);
  });
});
