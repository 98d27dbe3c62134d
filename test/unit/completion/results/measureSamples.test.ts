import assert from 'node:assert/strict';
import { measureSamples } from '../../../../src/completion/results/measureSamples';
import { drawCompletionRun, type SampleDrawing } from '../../../support/completionDsl';

const budget = { ttft: 200, total: 500 };

function measureOne(drawing: SampleDrawing, more: Partial<typeof budget & { keystroke: number }> = {}) {
  const [measured] = measureSamples(
    drawCompletionRun({ budget: { ...budget, ...more }, samples: [drawing] }),
  );
  assert.ok(measured);
  return measured;
}

describe('measureSamples', () => {
  it('takes the figures of an answer from its call', () => {
    const { ttft, tpot, total, keystroke, outputTokens, tokensPerSecond, role, good } = measureOne({
      at: 1000,
      lead: 50,
      ttft: 120,
      total: 420,
      tokens: 31,
    });
    assert.deepEqual(
      { ttft, tpot, total, keystroke, outputTokens, tokensPerSecond, role, good },
      {
        ttft: 120,
        tpot: 10,
        total: 420,
        keystroke: 470,
        outputTokens: 31,
        tokensPerSecond: 100,
        role: 'counted',
        good: true,
      },
    );
  });

  it("takes the figures of the editor's own requests from what their client saw", () => {
    const run = drawCompletionRun({ budget, samples: [{ at: 1000, lead: 50, ttft: 120, total: 420 }] });
    const { completion } = run;
    assert.ok(completion);
    const samples = completion.samples.map((sample) => ({
      ...sample,
      moments: { keystroke: 10, debounced: 10, gathered: 40, firstChunk: 190, ended: 540.5 },
    }));
    const [measured] = measureSamples({ ...run, calls: [], completion: { ...completion, samples } });
    assert.ok(measured);
    const { ttft, tpot, total, keystroke, role, good } = measured;
    assert.deepEqual(
      { ttft, tpot, total, keystroke, role, good },
      { ttft: 150, tpot: undefined, total: 500.5, keystroke: 530.5, role: 'counted', good: false },
    );
  });

  it('ends a completion that a stop rule ended when the client had enough', () => {
    const { ttft, tpot, total, keystroke, good } = measureOne({
      end: 'stopped',
      lead: 30,
      ttft: 100,
      total: 180,
      call: { line: 'head 0, text 100 170, close 900' },
    });
    assert.deepEqual(
      { ttft, tpot, total, keystroke },
      { ttft: 100, tpot: undefined, total: 180, keystroke: 210 },
    );
    assert.equal(good, true);
  });

  it('lets a limit be kept to its last millisecond', () => {
    assert.equal(measureOne({ ttft: 200, total: 500 }).good, true);
    assert.equal(measureOne({ ttft: 200.1, total: 500 }).good, false);
    assert.equal(measureOne({ ttft: 200, total: 500.1 }).good, false);
    assert.equal(measureOne({ ttft: 100, total: 400, lead: 100 }, { keystroke: 500 }).good, true);
    assert.equal(measureOne({ ttft: 100, total: 400, lead: 101 }, { keystroke: 500 }).good, false);
  });

  it('lets a request that failed keep no limit, not even without one', () => {
    const { ttft, total, role, good } = measureOne({ end: 'failed', total: 10 });
    assert.deepEqual(
      { ttft, total, role, good },
      { ttft: undefined, total: undefined, role: 'counted', good: false },
    );
    const [free] = measureSamples(drawCompletionRun({ samples: [{ end: 'failed', call: 'none' }] }));
    assert.deepEqual([free?.role, free?.good], ['counted', false]);
  });

  it('lets an answer that is no stream keep no limit of TTFT, and keep one of the total', () => {
    const call = { line: 'head 90, body 100, close 100' };
    assert.equal(measureOne({ total: 100, call }).good, false);
    const [measured] = measureSamples(drawCompletionRun({ budget: { total: 500 }, samples: [{ call }] }));
    assert.equal(measured?.good, true);
  });

  it('counts a redirect or a retry into what a person waited for', () => {
    const { ttft, total } = measureOne({
      total: 330,
      call: {
        line: 'head 20, close 20',
        status: 307,
        outcome: 'error',
        retries: [{ line: 'head 10, text 80 200, done 210, close 210', start: 30 }],
      },
    });
    assert.deepEqual({ ttft, total }, { ttft: 110, total: 240 });
  });

  it('does not hold against the server what was not measured', () => {
    const roles = [
      { call: 'none' },
      { call: { line: 'head 0, text 50', outcome: 'inFlight' } },
      { call: { line: 'head 0, text 50, close 60', outcome: 'cut' } },
      { call: { line: 'head 0, body 50, close 60', outcome: 'undecoded' } },
    ] as const;
    for (const drawing of roles) {
      const { role, good, total } = measureOne(drawing);
      assert.deepEqual([role, good, total], ['unmeasured', false, undefined]);
    }
  });

  it('keeps apart what does not count', () => {
    const { role: warm } = measureOne({ warmUp: true });
    const { role: aborted } = measureOne({ end: 'aborted' });
    const { role: superseded } = measureOne({ id: 's1.1', end: 'superseded' });
    const { role: early } = measureOne({ id: 's1.1', end: 'answered' });
    assert.deepEqual([warm, aborted, superseded, early], ['warmUp', 'aborted', 'typedOver', 'typedOver']);
  });

  it('judges a case with a budget of its own by that', () => {
    const own = { total: 50, percentile: 0.95, confidence: 0.95 };
    const run = drawCompletionRun({
      budget,
      caseBudgets: { c2: own },
      samples: [
        { of: 'c1', total: 100 },
        { of: 'c2', total: 100 },
      ],
    });
    assert.deepEqual(
      measureSamples(run).map(({ good }) => good),
      [true, false],
    );
  });

  it('measures a sample again only when more is known of it', () => {
    const run = drawCompletionRun({ samples: [{}, {}] });
    const [first, second] = measureSamples(run);
    const next = { ...run, calls: run.calls.map((call, index) => (index === 0 ? call : { ...call })) };
    const again = measureSamples(next);
    assert.equal(again[0], first);
    assert.notEqual(again[1], second);
  });

  it('has nothing to say of a run that is none of a suite', () => {
    assert.deepEqual(measureSamples({ ...drawCompletionRun({ samples: [] }), completion: undefined }), []);
  });
});
