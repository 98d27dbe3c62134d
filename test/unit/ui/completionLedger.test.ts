import { strict as assert } from 'node:assert';
import { measureSamples } from '../../../src/completion/results/measureSamples';
import { buildLedgers } from '../../../src/ui/completionLedger';
import { drawCompletionRun, type SampleDrawing } from '../../support/completionDsl';

function ledgersOf(samples: readonly SampleDrawing[]) {
  return buildLedgers(measureSamples(drawCompletionRun({ samples })));
}

describe('the ledger from keystroke to text', () => {
  it('adds up to the time from the keystroke', () => {
    const [ledger] = ledgersOf([{ ttft: 100, total: 300, lead: 40 }]);
    assert.deepEqual(ledger, {
      of: 'all',
      n: 1,
      parts: { debounce: 0, context: 40, dispatch: 0, ttft: 100, streaming: 200 },
    });
  });

  it('tells the debounce time, and what the client took until it sent the request', () => {
    const run = drawCompletionRun({ samples: [{ at: 200, ttft: 100, total: 300 }] });
    const [measured] = measureSamples(run);
    assert.ok(measured);
    const moments = { keystroke: 100, debounced: 175, gathered: 190, ended: 500 };
    const [ledger] = buildLedgers([{ ...measured, keystroke: 400, sample: { ...measured.sample, moments } }]);
    assert.deepEqual(ledger?.parts, { debounce: 75, context: 15, dispatch: 10, ttft: 100, streaming: 200 });
  });

  it('holds the middle half against the slowest tenth, once there are enough', () => {
    const samples = Array.from({ length: 40 }, (_, index) => ({ ttft: 100 + index, total: 300 + index }));
    const [middle, slowest] = ledgersOf(samples);
    assert.deepEqual([middle?.of, middle?.n, middle?.parts.ttft], ['middle', 20, 119.5]);
    assert.deepEqual([slowest?.of, slowest?.n, slowest?.parts.ttft], ['slowest', 4, 137.5]);
    assert.deepEqual(
      ledgersOf(samples.slice(0, 19)).map(({ of }) => of),
      ['all'],
    );
  });

  it('leaves out what failed', () => {
    assert.deepEqual(ledgersOf([{ end: 'failed', total: 50 }]), []);
  });
});
