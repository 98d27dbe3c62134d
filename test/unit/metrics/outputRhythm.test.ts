import assert from 'node:assert/strict';
import { computeCallMetrics } from '../../../src/metrics/callMetrics';
import { drawCall } from '../../support/runDsl';

function rhythm(texts: readonly number[]) {
  return computeCallMetrics(drawCall({ line: `head 1, text ${texts.join(' ')}, done 9000, close 9000` }));
}

describe('inter-chunk latency', () => {
  it('is the gap between output events, zeros included', () => {
    const { iclMedian, iclMax } = rhythm([100, 110, 110, 140]);
    assert.deepEqual(iclMedian, {
      value: 10,
      basis: '3 gaps between events, 33 % of them 0',
      caveat: undefined,
    });
    assert.equal(iclMax.value, 30);
  });

  it('is per event when exactly half of the gaps are zero', () => {
    assert.equal(rhythm([100, 100, 120]).iclMedian.value, 10);
  });

  it('is per read when more than half of the gaps are zero', () => {
    const { iclMedian } = rhythm([100, 100, 100, 150, 150, 150]);
    assert.deepEqual(iclMedian, {
      value: 50,
      basis: '1 gap between reads',
      caveat: '80 % of the events came in one read with the event before',
    });
  });

  it('gives a p95 from 20 gaps on', () => {
    const upTo = (count: number) => Array.from({ length: count }, (_, index) => 100 + index * 10);
    assert.equal(rhythm(upTo(21)).iclP95.value, 10);
    const { iclP95 } = rhythm(upTo(20));
    assert.equal('because' in iclP95 && iclP95.because, 'there are 19 gaps and a p95 needs 20');
  });

  it('is not measurable with one event or one read', () => {
    const { iclMedian } = rhythm([100]);
    assert.equal('because' in iclMedian && iclMedian.because, 'there is only one output event');
    const { iclMax } = rhythm([100, 100]);
    assert.equal('because' in iclMax && iclMax.because, 'all output arrived at once');
  });
});

describe('characters per second', () => {
  it('leaves out what came with the first output', () => {
    assert.equal(rhythm([100, 100, 200, 300]).charsPerSecond.value, (1000 * 2 * 4) / 200);
  });
});
