import assert from 'node:assert/strict';
import { findBlockCause } from '../../../src/metrics/blockCause';
import { computeCallMetrics } from '../../../src/metrics/callMetrics';
import { type CallDrawing, drawCall } from '../../support/runDsl';

const line = 'sent 1, head 90, text 100 120 140 160, done 180, close 190';

function metrics(drawing: Partial<CallDrawing>) {
  return computeCallMetrics(drawCall({ line, ...drawing }));
}

describe('consumption', () => {
  it('is how long after they came the program took the pieces', () => {
    const { lagMedian, lagMax, unread, e2e, e2eTaken } = metrics({ taken: [101, 160, 160, 220, 220] });
    // Lags of 1, 40, 20, 60 and 40 ms; something waited from 100 to 101 and from 120 to 220.
    assert.deepEqual(lagMedian, { value: 40, basis: '5 reads' });
    assert.equal(lagMax.value, 60);
    assert.equal(unread.value, 101);
    assert.deepEqual([e2e.value, e2eTaken.value], [180, 220]);
  });

  it('tells what was not taken', () => {
    const { lagMedian, e2eTaken } = metrics({ taken: [101, 121] });
    assert.deepEqual(lagMedian, { value: 1, basis: '2 reads', caveat: '3 of 5 reads were not taken' });
    assert.ok('because' in e2eTaken);
  });

  it('is not measurable where nobody saw it', () => {
    const { lagMax, loopBusy } = metrics({});
    assert.deepEqual(lagMax, { because: 'it was not seen when the program took what came' });
    assert.deepEqual(loopBusy, { because: 'the probe did not tell' });
    assert.deepEqual(metrics({ line: 'sent 1' }).lagMax, { because: 'no body has come' });
  });

  it('counts held-up time once, by kind', () => {
    const { loopBusy, backPressure } = metrics({
      holdups: [
        { kind: 'blocked', start: 95, end: 125, cpu: 20 },
        { kind: 'blocked', start: 110, end: 135, cpu: 20 },
        { kind: 'backPressure', start: 140, end: 155 },
      ],
    });
    assert.deepEqual([loopBusy.value, backPressure.value], [40, 15]);
  });
});

describe('a figure that depends on what was read late', () => {
  it('is an upper bound when only its end is unsure', () => {
    const { ttft, ttfbHeaders, e2e } = metrics({ holdups: [{ kind: 'blocked', start: 40, end: 100 }] });
    assert.deepEqual(ttft, {
      value: 100,
      range: { min: 40, max: 100 },
      caveat: 'at most: it was read late and may have been 40 ms',
    });
    assert.deepEqual(ttfbHeaders.value !== undefined && ttfbHeaders.range, { min: 40, max: 90 });
    assert.deepEqual(e2e, { value: 180 });
  });

  it('has a range on both sides when its beginning is unsure too', () => {
    const { generation } = metrics({
      holdups: [
        { kind: 'blocked', start: 40, end: 100 },
        { kind: 'backPressure', start: 130, end: 170 },
      ],
    });
    assert.deepEqual(generation.value !== undefined && generation.range, { min: 30, max: 120 });
    assert.match((generation.value !== undefined && generation.caveat) || '', /^between 30 ms and 120 ms/);
  });

  it('keeps its caveat where one was before', () => {
    const { felt } = metrics({
      line: 'sent 1, head 90, text 100, close 150',
      outcome: 'truncated',
      holdups: [{ kind: 'blocked', start: 40, end: 100 }],
    });
    assert.equal(felt.value !== undefined && felt.caveat, 'the stream ended before the answer was finished');
  });

  it('is left alone by what is no more than noise', () => {
    const ttftOf = (since: number, at: number) =>
      metrics({
        line: `head 10, text ${at}, done ${at + 1}, close ${at + 1}`,
        holdups: [{ kind: 'blocked', start: since, end: at }],
      }).ttft;
    assert.deepEqual(ttftOf(99, 100), { value: 100 });
    assert.deepEqual(ttftOf(19.5, 20), { value: 20 });
    assert.deepEqual(ttftOf(981, 1000), { value: 1000 });
    assert.ok('range' in ttftOf(98, 100) && 'range' in ttftOf(980, 1000));
  });

  it('says how much of the output is blurred where it is a figure over many', () => {
    const blurred = metrics({
      usage: { outputTokens: 8 },
      holdups: [{ kind: 'blocked', start: 110, end: 140, cpu: 30 }],
    });
    for (const { value, caveat } of [blurred.tpot, blurred.iclMedian] as {
      value: number;
      caveat: string;
    }[]) {
      assert.ok(value > 0);
      assert.equal(caveat, 'blurred: 2 of 4 output events were read late');
    }
  });

  it('says what the longest gap can have been when one of its ends was read late', () => {
    // The last output may have come at any time from 125 on; the gap before it is sure to be 20 ms.
    const late = metrics({
      line: 'sent 1, head 90, text 100 120 160, done 180, close 190',
      holdups: [{ kind: 'blocked', start: 125, end: 160, cpu: 30 }],
    }).iclMax;
    assert.deepEqual(late, {
      value: 40,
      basis: '2 gaps between events',
      range: { min: 20, max: 40 },
      caveat: 'at most: it was read late and may have been 20 ms',
    });
    // A moment that may have come earlier makes the gap after it longer.
    const sure = metrics({
      line: 'sent 1, head 90, text 100 120 200, done 210, close 215',
      holdups: [{ kind: 'blocked', start: 105, end: 120, cpu: 15 }],
    }).iclMax;
    assert.deepEqual('range' in sure && sure.range, { min: 80, max: 95 });
  });
});

describe('findBlockCause', () => {
  const block = (cpu?: number) => ({ kind: 'blocked', start: 100, end: 300, cpu }) as const;

  it('tells computing from waiting by the CPU time', () => {
    assert.equal(findBlockCause(block(198), []), 'computing');
    assert.equal(findBlockCause(block(110), []), 'computing');
    assert.equal(findBlockCause(block(60), []), 'unclear');
    assert.equal(findBlockCause(block(2), []), 'waiting');
    assert.equal(findBlockCause(block(), []), 'waiting');
  });

  it('knows the debugger by its pauses', () => {
    assert.equal(findBlockCause(block(2), [{ start: 90, end: 250 }]), 'debugger');
    assert.equal(findBlockCause(block(2), [{ start: 150 }]), 'debugger');
    assert.equal(findBlockCause(block(2), [{ start: 290, end: 900 }]), 'waiting');
  });
});
