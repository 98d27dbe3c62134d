import assert from 'node:assert/strict';
import type { Budgets } from '../../../src/analysis/budget';
import { buildCallSiteSummaries } from '../../../src/analysis/callSiteSummary';
import { type CallDrawing, drawRun } from '../../support/runDsl';

const plan = '/work/agent.ts:10:3 plan';
const act = '/work/agent.ts:20:3 act';

/** A streamed call: TTFT `ttft`, then 11 tokens in 11 chunks 10 ms apart. */
function streamed(site: string, start: number, ttft: number, more: Partial<CallDrawing> = {}): CallDrawing {
  const texts = Array.from({ length: 11 }, (_, index) => ttft + index * 10).join(' ');
  const end = ttft + 100;
  return {
    site,
    start,
    line: `head 5, text ${texts}, finish ${end}, done ${end}, close ${end}`,
    usage: { inputTokens: 500, outputTokens: 11 },
    ...more,
  };
}

function summarise(calls: readonly CallDrawing[], budgets?: Budgets, now = 10_000) {
  return buildCallSiteSummaries(drawRun(calls), { now, budgets });
}

describe('buildCallSiteSummaries', () => {
  it('says nothing of a run without calls', () => {
    assert.deepEqual(summarise([]), []);
  });

  it('puts the place that took the most time first', () => {
    const sites = summarise([streamed(plan, 0, 100), streamed(act, 200, 700), streamed(plan, 1000, 100)]);
    assert.deepEqual(
      sites.map(({ site, total, share, hot, calls }) => [
        site?.functionName,
        calls.length,
        total,
        share,
        hot,
      ]),
      [
        ['act', 1, 800, 800 / 1200, true],
        ['plan', 2, 400, 400 / 1200, true],
      ],
    );
  });

  it('counts overlapping calls of a place once', () => {
    const [site] = summarise([streamed(plan, 0, 100), streamed(plan, 50, 100), streamed(plan, 100, 100)]);
    assert.equal(site?.total, 300);
    assert.equal(site?.share, 1);
    assert.deepEqual(site?.conditions.concurrency, { max: 3, mean: 2 });
  });

  it('is hot from a quarter of the run on, or at the top', () => {
    const cold = summarise([streamed(plan, 0, 100), streamed(act, 200, 900), streamed(plan, 1200, 100)]);
    assert.deepEqual(
      cold.map(({ hot }) => hot),
      [true, true],
    );
    const small = summarise([streamed(plan, 0, 100), streamed(act, 200, 900)]);
    assert.deepEqual(
      small.map(({ hot }) => hot),
      [true, false],
    );
    const spread = ['a', 'b', 'c', 'd', 'e'].map((name, index) =>
      streamed(`/work/x.ts:${index + 1}:1 ${name}`, index * 1000, index === 2 ? 120 : 100),
    );
    assert.deepEqual(summarise(spread).map(({ site, hot }) => [site?.functionName, hot])[0], ['c', true]);
    assert.deepEqual(summarise(spread).filter(({ hot }) => hot).length, 1);
  });

  it('leaves calls out of figures that do not count, and says how many and why', () => {
    const run = drawRun(
      [
        streamed(plan, 0, 100),
        streamed(plan, 1000, 900),
        streamed(plan, 3000, 100, { line: 'head 5, text 50, close 90' }),
        streamed(plan, 4000, 100, { line: 'head 5, text 50' }),
      ],
      { pauses: [{ start: 1500, end: 1600 }] },
    );
    const [site] = buildCallSiteSummaries(run, { now: 5000 });
    assert.equal(site?.counted, 1);
    assert.deepEqual(site?.notCounted, { paused: 1, truncated: 1, inFlight: 1 });
    assert.equal(site?.inFlight.length, 1);
    assert.equal(site?.calls.length, 4);
    assert.deepEqual(site?.lead?.distributions.ttft, { n: 1, min: 100, max: 100, mean: 100, p50: 100 });
    assert.equal(site?.total, 200 + 1000 + 90 + 1000);
  });

  it('compares only what is comparable and leads with the largest group', () => {
    const [site] = summarise([
      streamed(plan, 0, 100, { model: 'small' }),
      streamed(plan, 1000, 200, { model: 'large' }),
      streamed(plan, 2000, 400, { model: 'large' }),
      {
        site: plan,
        start: 3000,
        model: 'large',
        line: 'head 300, body 300, close 310',
        usage: { outputTokens: 9 },
      },
    ]);
    assert.deepEqual(
      site?.groups.map(({ model, streamed, calls }) => [model, streamed, calls.length]),
      [
        ['large', true, 2],
        ['small', true, 1],
        ['large', false, 1],
      ],
    );
    assert.equal(site?.lead?.distributions.ttft?.p50, 300);
    assert.equal(site?.groups[2]?.distributions.ttft, undefined);
    assert.equal(site?.groups[2]?.distributions.e2e?.p50, 310);
    assert.equal(site?.conditions.streamed, 'some');
    assert.deepEqual(site?.conditions.models, ['small', 'large']);
    assert.deepEqual(site?.conditions.inputTokens, { min: 0, max: 500 });
    assert.deepEqual(site?.conditions.outputTokens, { min: 9, max: 11 });
  });

  it('gives a group the ratio of sums, not the mean of ratios', () => {
    const slow = 'head 5, text 100 1100, done 1100, close 1100';
    const [site] = summarise([
      streamed(plan, 0, 100),
      { site: plan, start: 2000, line: slow, usage: { outputTokens: 2 } },
    ]);
    assert.equal(site?.lead?.tokensPerSecond, (1000 * (10 + 1)) / (100 + 1000));
  });

  it('has no rate when no call can tell', () => {
    const [site] = summarise([streamed(plan, 0, 100, { usage: undefined })]);
    assert.equal(site?.lead?.tokensPerSecond, undefined);
    assert.equal(site?.conditions.inputTokens, undefined);
  });

  it('keeps calls without a line in a group of their own', () => {
    const sites = summarise([streamed('', 0, 100), streamed('', 500, 100), streamed(plan, 1000, 100)]);
    assert.deepEqual(
      sites.map(({ id, site, calls }) => [id, site?.line, calls.length]),
      [
        [undefined, undefined, 2],
        ['/work/agent.ts:10:3', 10, 1],
      ],
    );
  });

  it('tells how sure the line is', () => {
    const [site] = summarise([
      streamed(plan, 0, 100, { confidence: 'low' }),
      streamed(plan, 500, 100, { confidence: 'medium' }),
    ]);
    assert.equal(site?.confidence, 'medium');
    assert.equal(site?.uncertainCalls, 1);
  });

  it('holds the median call against the budgets', () => {
    const calls = [streamed(plan, 0, 100), streamed(plan, 1000, 300), streamed(plan, 2000, 500)];
    assert.deepEqual(summarise(calls)[0]?.excesses, []);
    assert.deepEqual(summarise(calls, { ttftMs: 300, totalMs: 400 })[0]?.excesses, []);
    assert.deepEqual(summarise(calls, { ttftMs: 299, totalMs: 399 })[0]?.excesses, [
      { metric: 'ttft', p50: 300, budget: 299 },
      { metric: 'felt', p50: 400, budget: 399 },
    ]);
  });
});
