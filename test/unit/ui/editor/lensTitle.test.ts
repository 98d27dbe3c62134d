import { strict as assert } from 'node:assert';
import type { Budgets } from '../../../../src/analysis/budget';
import { buildCallSiteSummaries } from '../../../../src/analysis/callSiteSummary';
import type { Run } from '../../../../src/model/run';
import { formatLensTitle, formatLensTooltip } from '../../../../src/ui/editor/lensTitle';
import { type CallDrawing, drawRun } from '../../../support/runDsl';

/** One call a second: 400 ms to the first of two tokens, plus `later`; 100 ms between tokens. */
function streamed(index: number, more: Partial<CallDrawing> & { later?: number } = {}): CallDrawing {
  const { later = 0, ...drawing } = more;
  const first = 400 + later;
  return {
    line: `head 100, text ${first} ${first + 100}, finish ${first + 100}, done ${first + 100}, close ${first + 100}`,
    start: index * 1000,
    usage: { inputTokens: 10, outputTokens: 2 },
    ...drawing,
  };
}

function many(
  count: number,
  more?: (index: number) => Partial<CallDrawing> & { later?: number },
): CallDrawing[] {
  return Array.from({ length: count }, (_, index) => streamed(index, more?.(index)));
}

function titleOf(
  drawings: readonly CallDrawing[],
  more: {
    changed?: boolean;
    shared?: boolean;
    pathShare?: number;
    budgets?: Budgets;
    facts?: Partial<Run>;
  } = {},
): string {
  const { changed = false, shared = false, pathShare = 0.5, budgets, facts } = more;
  const [summary] = buildCallSiteSummaries(drawRun(drawings, facts), { now: 5000, budgets });
  assert.ok(summary);
  return formatLensTitle(summary, { changed, shared, pathShare }).replaceAll('\u00a0', ' ');
}

describe('formatLensTitle', () => {
  it('speaks of one call without percentiles', () => {
    assert.equal(
      titleOf(many(1)),
      '$(pulse) 1 call · TTFT 400 ms · 10.0 tok/s · 500 ms · 50 % of critical path',
    );
  });

  it('gives the median of a few calls', () => {
    const title = titleOf(many(3, (index) => ({ later: index * 100 })));
    assert.equal(
      title,
      '$(pulse) 3 calls · TTFT p50 500 ms · 10.0 tok/s · 1.80 s total · 50 % of critical path',
    );
  });

  it('gives p95 from five calls on, with their number as long as it is small', () => {
    const five = titleOf(many(5, (index) => ({ later: index * 100 })));
    assert.match(five, / TTFT p50 600 ms · p95 780 ms \(n = 5\) · /);
    const twenty = titleOf(many(20, (index) => ({ later: index * 10 })));
    assert.match(twenty, / TTFT p50 495 ms · p95 581 ms · 10\.0 tok\/s · /);
    assert.doesNotMatch(titleOf(many(4)), /p95/);
  });

  it('counts what its figures leave out', () => {
    const failed = { line: 'head 50, close 50', outcome: 'error', status: 500, failure: 'http_500' } as const;
    const title = titleOf([...many(2), { ...failed, start: 2000 }, { line: 'head 100', start: 3000 }]);
    assert.match(title, /^\$\(pulse\) 4 calls, 1 failed, 1 in flight · TTFT p50 400 ms · /);
  });

  it('counts paused calls as calls, but not in figures', () => {
    const title = titleOf(many(2), { facts: { pauses: [{ start: 1100, end: 1300 }] } });
    assert.match(title, /^\$\(pulse\) 2 calls, 1 paused in the debugger · TTFT 400 ms · /);
  });

  it('says so when nothing counts', () => {
    assert.equal(
      titleOf([{ line: 'head 100' }]),
      '$(pulse) 1 call in flight · 5.00 s · 50 % of critical path',
    );
  });

  it('never shows a time to first token of an answer that was not streamed', () => {
    const whole: CallDrawing = {
      line: 'head 900, body 950, close 1000',
      usage: { inputTokens: 1, outputTokens: 9 },
    };
    assert.equal(titleOf([whole]), '$(pulse) 1 call · not streamed · 1.00 s · 50 % of critical path');
    const two = titleOf([whole, { ...whole, start: 2000 }]);
    assert.equal(
      two,
      '$(pulse) 2 calls · not streamed · call p50 1.00 s · 2.00 s total · 50 % of critical path',
    );
  });

  it('names the model when there are several', () => {
    const title = titleOf([...many(2, () => ({ model: 'big' })), streamed(3, { model: 'small' })]);
    assert.match(title, / 3 calls · 2 × big: TTFT p50 400 ms · /);
  });

  it('warns when over budget', () => {
    assert.match(titleOf(many(1), { budgets: { ttftMs: 300 } }), /^\$\(warning\) 1 call · /);
    assert.match(titleOf(many(1), { budgets: { ttftMs: 400, totalMs: 500 } }), /^\$\(pulse\) 1 call · /);
  });

  it('never draws an uncertain line as a fact', () => {
    assert.match(
      titleOf(many(2, () => ({ confidence: 'low' }))),
      /^\$\(question\) possibly here: 2 calls · /,
    );
    assert.match(
      titleOf(
        many(2, () => ({ confidence: 'medium' })),
        { budgets: { ttftMs: 1 } },
      ),
      /^\$\(question\) probably here: 2 calls · /,
    );
    const mixed = titleOf(many(3, (index) => ({ confidence: index === 0 ? 'low' : 'high' })));
    assert.match(mixed, /^\$\(pulse\) 3 calls, 1 only possibly here · /);
    const doubtful = titleOf(many(3, (index) => ({ confidence: index === 0 ? 'low' : 'medium' })));
    assert.match(doubtful, /^\$\(question\) probably here: 3 calls, 1 only possibly here · /);
  });

  it('says how much of the time the run waited for it', () => {
    assert.match(titleOf(many(1), { pathShare: 0.314 }), / · 500 ms · 31 % of critical path$/);
    assert.match(titleOf(many(1), { pathShare: 0 }), / · 500 ms · off critical path$/);
  });

  it('says that the line has changed since', () => {
    assert.match(
      titleOf(many(1), { changed: true }),
      /^\$\(history\) 1 call · .* of critical path \(line changed since\)$/,
    );
  });

  it('names the column when a line holds several call sites', () => {
    assert.match(titleOf(many(1), { shared: true }), /^\$\(pulse\) col 7 · 1 call · /);
  });
});

describe('formatLensTooltip', () => {
  it('says what the figures were measured under', () => {
    const [summary] = buildCallSiteSummaries(drawRun(many(2, () => ({ model: 'gpt_4-o' }))), { now: 5000 });
    assert.ok(summary);
    assert.equal(
      formatLensTooltip(summary),
      'Measured with prompt 10 tokens · output 2 tokens · one at a time · gpt_4-o.\nClick for the timeline at these calls.',
    );
  });
});
