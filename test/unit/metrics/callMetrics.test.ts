import assert from 'node:assert/strict';
import fc from 'fast-check';
import { computeCallMetrics, computeMetric } from '../../../src/metrics/callMetrics';
import { metricDefinitions } from '../../../src/metrics/definitions';
import type { Metric, MetricName } from '../../../src/metrics/metric';
import { anyCall } from '../../support/anyCall';
import { type CallDrawing, drawCall } from '../../support/runDsl';

const reasoningStream =
  'head 180, role 200, think 400 600, text 800 900 900 1000, finish 1010, usage 1020, done 1021, close 1030';

function measure(drawing: CallDrawing) {
  return computeCallMetrics(drawCall(drawing));
}

function value(metric: Metric): number {
  if (metric.value === undefined) throw new Error(`not measured: ${metric.because}`);
  return metric.value;
}

function because(metric: Metric): string {
  assert.equal(metric.value, undefined);
  return 'because' in metric ? metric.because : '';
}

describe('computeCallMetrics', () => {
  it('measures a stream with reasoning by the moments of its output', () => {
    const metrics = measure({
      start: 500,
      line: reasoningStream,
      usage: { outputTokens: 16, reasoningTokens: 8 },
    });
    const expected: Partial<Record<MetricName, number>> = {
      ttfbHeaders: 180,
      ttfbBody: 200,
      ttft: 400,
      ttftFelt: 400,
      ttfvt: 800,
      ttfr: 400,
      thinking: 400,
      tpot: 40,
      tokensPerSecond: 25,
      generation: 600,
      tail: 21,
      closing: 9,
      e2e: 1021,
      felt: 1021,
      backoff: 0,
      iclMedian: 100,
      iclMax: 200,
      charsPerSecond: (1000 * 5 * 4) / 600,
    };
    for (const [name, figure] of Object.entries(expected)) {
      assert.equal(value(metrics[name as MetricName]), figure, name);
    }
    assert.equal(value(metrics.tokensPerSecondEndToEnd), (1000 * 16) / 1021);
  });

  it('says that nobody knows since when an answer was due that nobody asked for', () => {
    const metrics = measure({ start: 500, line: 'text 0 100, done 100, close 100' });
    for (const name of ['ttfbBody', 'ttft', 'ttftFelt', 'ttfvt'] as const)
      assert.equal(because(metrics[name]), 'the server answered by itself; since when it did is not known');
    assert.equal(value(metrics.generation), 100);
  });

  it('does not take role chunks, pings and usage for output', () => {
    const metrics = measure({
      line: 'head 10, ping 20, role 30, text 400 500, usage 900, done 901, close 901',
    });
    assert.equal(value(metrics.ttft), 400);
    assert.equal(value(metrics.generation), 100);
    assert.equal(value(metrics.e2e), 901);
  });

  it('takes a tool call for visible output', () => {
    const metrics = measure({ line: 'head 10, tool 300, args 350 400, finish 401, done 402, close 402' });
    assert.equal(value(metrics.ttft), 300);
    assert.equal(value(metrics.ttfvt), 300);
  });

  it('ends a stream at its end marker, whatever follows', () => {
    assert.equal(value(measure({ line: 'head 10, text 100, done 210, usage 215, close 700' }).e2e), 210);
  });

  it('ends a stream without end marker at its last event', () => {
    assert.equal(
      value(measure({ line: 'head 10, text 100 200, finish 210, usage 215, close 700' }).e2e),
      215,
    );
  });

  it('does not fill TTFT of a document with its end', () => {
    const metrics = measure({ line: 'head 900, body 910, close 915', usage: { outputTokens: 100 } });
    assert.equal(value(metrics.e2e), 915);
    assert.equal(value(metrics.tokensPerSecondEndToEnd), (1000 * 100) / 915);
    for (const name of [
      'ttft',
      'ttfvt',
      'tpot',
      'iclMedian',
      'thinking',
      'charsPerSecond',
      'generation',
    ] as const) {
      assert.equal(because(metrics[name]), 'the answer was not streamed', name);
    }
  });

  it('measures attempts apart from what the program felt', () => {
    const metrics = measure({
      line: 'head 100, body 101, close 101',
      outcome: 'error',
      retries: [{ start: 601, line: 'head 100, text 200 300, done 310, close 310' }],
    });
    assert.equal(value(metrics.ttft), 200);
    assert.equal(value(metrics.ttftFelt), 801);
    assert.equal(value(metrics.e2e), 310);
    assert.equal(value(metrics.felt), 911);
    assert.equal(value(metrics.backoff), 500);
  });

  it('knows no back-off where the next attempt starts before the last one is closed', () => {
    const retries = [{ start: 90, line: 'head 10, text 20, done 30, close 30' }];
    assert.equal(
      value(measure({ line: 'head 50, body 51, close 120', outcome: 'error', retries }).backoff),
      0,
    );
  });

  it('keeps what was measured before a stream broke, but no end', () => {
    const metrics = measure({ line: 'head 10, text 100 200, close 300', usage: { outputTokens: 9 } });
    assert.equal(value(metrics.ttft), 100);
    for (const name of ['e2e', 'tail', 'tpot', 'tokensPerSecondEndToEnd'] as const) {
      assert.equal(because(metrics[name]), 'the stream ended before the answer was finished', name);
    }
    assert.deepEqual(metrics.felt, { value: 300, caveat: 'the stream ended before the answer was finished' });
  });

  it('tells of a call in flight what has happened by now', () => {
    const waiting = measure({ line: 'connect 0, tcp 5' });
    assert.equal(because(waiting.ttft), 'no response has come yet');
    assert.equal(because(waiting.felt), 'the call is still in flight');
    const streaming = measure({ line: 'head 10, text 100 150' });
    assert.equal(value(streaming.ttft), 100);
    assert.equal(because(streaming.e2e), 'the answer is still coming');
    assert.equal(because(measure({ line: 'head 10, role 11' }).ttft), 'no output has come yet');
  });

  it('says why a failed or an empty answer has no TTFT', () => {
    const failed = measure({ line: 'head 100, body 101, close 101', status: 429, outcome: 'error' });
    assert.equal(because(failed.ttft), 'the request failed before any output');
    assert.equal(because(measure({ line: 'close 30', outcome: 'error' }).ttft), 'no response came');
    assert.equal(because(measure({ line: 'head 5, finish 20, close 30' }).ttft), 'the answer has no output');
    const html = measure({ line: 'head 5, body 20, close 30', outcome: 'undecoded' });
    assert.equal(because(html.ttft), 'the body could not be read');
    assert.equal(value(html.e2e), 30);
  });

  it('measures the same call object once', () => {
    const call = drawCall({ line: reasoningStream });
    assert.equal(computeCallMetrics(call), computeCallMetrics(call));
  });
});

describe('computeMetric', () => {
  it('says of any call the same as all its metrics together', () => {
    fc.assert(
      fc.property(anyCall, (drawing) => {
        const call = drawCall(drawing);
        const names = Object.keys(metricDefinitions).toReversed() as MetricName[];
        const asked = names.map((name) => [name, computeMetric(call, name)]);
        assert.deepEqual(Object.fromEntries(asked), computeCallMetrics(call));
      }),
    );
  });

  it('measures the same call object once', () => {
    const call = drawCall({ line: reasoningStream });
    assert.equal(computeMetric(call, 'ttft'), computeMetric(call, 'ttft'));
    assert.notEqual(computeMetric(call, 'ttft'), computeMetric(drawCall({ line: 'head 1' }), 'ttft'));
  });
});

describe('thinking time', () => {
  it('is an estimate when the reasoning was hidden', () => {
    const metrics = measure({
      line: 'head 10, role 20, text 820 900, done 901, close 901',
      usage: { outputTokens: 100, reasoningTokens: 60 },
    });
    assert.deepEqual(metrics.thinking, { value: 800, caveat: 'estimate: the reasoning was hidden' });
  });

  it('has no value when hidden reasoning left no trace in the stream', () => {
    const metrics = measure({
      line: 'head 10, text 820 900, done 901, close 901',
      usage: { outputTokens: 100, reasoningTokens: 60 },
    });
    assert.match(because(metrics.thinking), /nothing came before/);
  });

  it('says when nothing was reasoned or nothing followed it', () => {
    assert.equal(
      because(measure({ line: 'head 1, text 2 3, done 4, close 4' }).thinking),
      'no reasoning was streamed',
    );
    assert.equal(
      because(measure({ line: 'head 1, think 2 3, done 4, close 4' }).thinking),
      'no visible output followed the reasoning',
    );
    const afterwards = measure({ line: 'head 1, text 2, think 3, done 4, close 4' });
    assert.equal(because(afterwards.thinking), 'visible output came before the reasoning');
  });

  it('warns that a summary starts late', () => {
    const metrics = measure({
      line: 'head 1, think 200, text 300, done 301, close 301',
      reasoningStream: 'summary',
    });
    assert.ok('caveat' in metrics.thinking && /first summary/.test(metrics.thinking.caveat ?? ''));
  });
});
