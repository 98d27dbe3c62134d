import assert from 'node:assert/strict';
import { computeCallMetrics } from '../../../src/metrics/callMetrics';
import type { Metric } from '../../../src/metrics/metric';
import { findServerParts } from '../../../src/metrics/serverParts';
import { type CallDrawing, drawAttempt, drawCall } from '../../support/runDsl';

const stream = 'sent 10, head 180, text 310 400 500, finish 510, done 510, close 520';
const measure = (drawing: CallDrawing) => computeCallMetrics(drawCall(drawing));
/** `wait/queue 150, wait/rest 98` */
const part = (drawing: CallDrawing) =>
  findServerParts(drawAttempt(drawing))
    .map(({ of, name, length }) => `${of}/${name} ${length}`)
    .join(', ');
const textOf = (metric: Metric) => (metric.value === undefined ? metric.because : metric.value);

describe('what a server says of its own work', () => {
  it('parts the wait of a stream, and leaves the rest to the network', () => {
    const server = { queue: 150, prefill: 30, decode: 140 };
    const drawing = { line: stream, server };
    assert.equal(part(drawing), 'wait/queue 150, wait/prefill 30, wait/rest 120, streaming/decode 140');
    const { networkRest, serverQueue, serverPrefill, serverDecode } = measure(drawing);
    assert.deepEqual(networkRest, { value: 120, caveat: 'estimate' });
    assert.deepEqual([serverQueue, serverPrefill, serverDecode].map(textOf), [150, 30, 140]);
  });

  it('shows a model that had to be loaded apart from its prefill', () => {
    const server = { load: 200, prefill: 60, decode: 95, total: 360 };
    assert.equal(
      part({ line: stream, server }),
      'wait/load 200, wait/prefill 60, wait/rest 40, streaming/decode 95',
    );
  });

  it('takes the server’s own TTFT where it tells no parts of it', () => {
    assert.equal(
      part({ line: stream, server: { firstToken: 171, total: 189 } }),
      'wait/firstToken 171, wait/rest 129',
    );
    assert.equal(
      part({ line: stream, server: { firstToken: 300, prefill: 50 } }),
      'wait/prefill 50, wait/rest 250',
    );
  });

  it('parts an answer that is not streamed up to its end', () => {
    const line = 'sent 10, head 700, body 700, close 710';
    assert.equal(
      part({ line, server: { queue: 20, prefill: 30, decode: 600, total: 650 } }),
      'wait/queue 20, wait/prefill 30, wait/decode 600, wait/rest 50',
    );
    assert.equal(part({ line, server: { total: 640, untilHeaders: 640 } }), 'wait/total 640, wait/rest 60');
    assert.equal(
      part({ line, server: { queue: 5, inference: 610, total: 616 } }),
      'wait/queue 5, wait/inference 610, wait/rest 85',
    );
  });

  it('parts nothing by the time to the headers, or by what holds the whole stream', () => {
    const drawing = { line: stream, server: { untilHeaders: 182, total: 480 } };
    assert.equal(part(drawing), '');
    const { serverHeaders, serverTotal, networkRest } = measure(drawing);
    assert.deepEqual([serverHeaders, serverTotal, networkRest].map(textOf), [
      182,
      480,
      'the server did not tell',
    ]);
  });

  it('leaves nothing to the network where reasoning was hidden', () => {
    const usage = { outputTokens: 30, reasoningTokens: 20 };
    const drawing = { line: stream, server: { queue: 5, prefill: 30, decode: 100 }, usage };
    assert.equal(part(drawing), '');
    assert.equal(textOf(measure(drawing).networkRest), 'hidden reasoning lies in the wait as well');
  });

  it('parts no streaming that reasoning came before', () => {
    const line = 'sent 10, head 100, think 310, text 400 500, finish 510, done 510, close 520';
    assert.equal(part({ line, server: { prefill: 100, decode: 180 } }), 'wait/prefill 100, wait/rest 200');
  });

  it('never leaves less than nothing, and says so', () => {
    const { networkRest } = measure({ line: stream, server: { queue: 200, prefill: 130 } });
    assert.equal(networkRest.value, 0);
    assert.match(('caveat' in networkRest && networkRest.caveat) || '', /more than was measured/);
  });

  it('passes on how sure the wait itself is', () => {
    const holdups = [{ kind: 'blocked', start: 150, end: 310 }] as const;
    const { networkRest } = measure({ line: stream, server: { prefill: 100 }, holdups });
    assert.equal(networkRest.value, 200);
    assert.deepEqual('range' in networkRest && networkRest.range, { min: 40, max: 200 });
  });

  it('has no parts of an answer that failed, or has not come', () => {
    const server = { queue: 5, prefill: 30 };
    assert.equal(part({ line: 'sent 10, head 40, body 40, close 50', outcome: 'error', server }), '');
    assert.equal(part({ line: 'sent 10, head 40', server }), '');
  });

  it('gives a rate by the server’s clock even where everything arrived at once', () => {
    const line = 'sent 10, head 100, text 310 310, finish 310, done 310, close 320';
    const { serverRate, tpot } = measure({
      line,
      server: { decode: 30.2 },
      usage: { outputTokens: 15 },
    });
    assert.equal(serverRate.value?.toFixed(1), '496.7');
    assert.equal(textOf(tpot), 'all output arrived at once');
  });

  describe('prefill rate', () => {
    const usage = { inputTokens: 1000, cachedTokens: 400, outputTokens: 3 };

    it('is that of the tokens that were in no cache', () => {
      const { prefillRate } = measure({ line: stream, usage, server: { prefill: 300 } });
      assert.deepEqual(prefillRate, { value: 2000, basis: '600 prompt tokens that were in no cache' });
      const counted = measure({ line: stream, usage, server: { prefill: 300, prefillTokens: 12 } });
      assert.equal(counted.prefillRate.value, 40);
    });

    it('is an upper bound where no cached tokens are told, for there may have been some', () => {
      const { prefillRate } = measure({
        line: stream,
        usage: { ...usage, cachedTokens: 0 },
        server: { prefill: 500 },
      });
      assert.equal(prefillRate.value, 2000);
      assert.match(('caveat' in prefillRate && prefillRate.caveat) || '', /^at most/);
    });

    it('is a lower bound where only TTFT is known', () => {
      const { prefillRate } = measure({ line: stream, usage });
      assert.equal(prefillRate.value, (1000 * 600) / 310);
      assert.match(('caveat' in prefillRate && prefillRate.caveat) || '', /^at least/);
    });

    it('needs tokens that were in no cache, and a stream', () => {
      const rateOf = (drawing: CallDrawing) => textOf(measure(drawing).prefillRate);
      assert.equal(
        rateOf({ line: stream, usage: { ...usage, cachedTokens: 1000 } }),
        'the whole prompt came from a cache',
      );
      assert.equal(rateOf({ line: stream }), 'the server reported no token counts');
      assert.equal(
        rateOf({ line: stream, usage: { ...usage, inputTokens: null } }),
        'the server reported no token counts',
      );
      const document = 'sent 10, head 700, body 700, close 710';
      assert.equal(rateOf({ line: document, usage }), 'the server did not tell');
    });
  });
});
