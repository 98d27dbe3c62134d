import { strict as assert } from 'node:assert';
import { stripVTControlCharacters } from 'node:util';
import type { CompletionExchange } from '../../../../src/completion/plan';
import type { MeasuredSample } from '../../../../src/completion/results/completionSummary';
import { measureSamples } from '../../../../src/completion/results/measureSamples';
import { summariseCompletion } from '../../../../src/completion/results/summariseCompletion';
import type { CompletionRun } from '../../../../src/model/completion';
import { formatExchange } from '../../../../src/ui/testing/exchangeText';
import { formatLevelLines } from '../../../../src/ui/testing/levelLines';
import { formatSampleLine } from '../../../../src/ui/testing/sampleLine';
import { drawCompletionRun, type SampleDrawing } from '../../../support/completionDsl';

function linesOf(samples: readonly SampleDrawing[]): string[] {
  const run = drawCompletionRun({ samples });
  const completion = run.completion as CompletionRun;
  return measureSamples(run).map((measured) =>
    stripVTControlCharacters(formatSampleLine(measured, completion)).trimEnd(),
  );
}

describe('the output of a test run', () => {
  it('has a line for each request, with what became of it', () => {
    assert.deepEqual(
      linesOf([
        { ttft: 50, total: 100, warmUp: true },
        { ttft: 50, total: 100, tokens: 7, met: true },
        { ttft: 50, total: 100, met: false },
        { end: 'failed' },
      ]),
      [
        's1  c1  TTFT 50 ms      total 100 ms    warm-up',
        's2  c1  TTFT 50 ms      total 100 ms    7 tokens  as expected',
        's3  c1  TTFT 50 ms      total 100 ms    not as expected',
        's4  c1  failed wait',
      ],
    );
  });

  it('names the target where there are several', () => {
    const [first, second] = linesOf([
      { of: 'a', target: 'small' },
      { of: 'long', target: 'large one' },
    ]);
    assert.match(first ?? '', /^s1 {2}a {5}small {6}TTFT/);
    assert.match(second ?? '', /^s2 {2}long {2}large one {2}TTFT/);
  });

  it('sums up what was measured, level by level', () => {
    const samples = Array.from({ length: 20 }, (): SampleDrawing => ({ ttft: 50, total: 100, tokens: 5 }));
    const run = drawCompletionRun({ samples, budget: { total: 200 } });
    const summary = summariseCompletion(run);
    assert.ok(summary);
    const [head, ttft, total, budget, ...rest] = formatLevelLines(summary);
    assert.match(
      head ?? '',
      /^t1 at concurrency 1: 20 requests in 2\.00 s, 10\.0 requests\/s, 50\.0 tok\/s, /,
    );
    assert.match(ttft ?? '', /^ {2}TTFT: p50 50 ms \(between 50 ms and 50 ms\)/);
    assert.match(total ?? '', /^ {2}total: p50 100 ms/);
    assert.match(budget ?? '', /^ {2}Budget: 20 of 20 requests kept total ≤ 200 ms/);
    assert.deepEqual(rest, []);
  });

  it('tells an exchange with the time of each piece, by the probe’s clock', () => {
    const run = drawCompletionRun({
      samples: [
        {
          at: 1000,
          call: { line: 'head 40, text 50 80, done 80, close 80', server: { queue: 5, decode: 30 } },
        },
      ],
    });
    const [measured] = measureSamples(run);
    const exchange: CompletionExchange = {
      kind: 'exchange',
      id: 's1',
      request: { method: 'POST', url: 'http://api.test/v1/chat/completions', body: '{"model":"t1"}' },
      status: 200,
      pieces: [
        { at: 1055, text: 'data: {"a":1}\n\n' },
        { at: 1085, text: 'data: {"a":2}\n\ndata: [DONE]\n\n' },
      ],
    };
    const shown = { exchange, text: 'a + b', measured: measured as MeasuredSample, startedAtEpoch: 0 };
    assert.equal(
      formatExchange(shown),
      [
        '→ POST http://api.test/v1/chat/completions',
        '    {',
        '      "model": "t1"',
        '    }',
        '← HTTP 200, 2 pieces',
        '   50 ms            data: {"a":1}',
        '   80 ms    +30 ms  data: {"a":2}',
        '                    data: [DONE]',
        '= the completion',
        '    a + b',
        '  The server says: queue 5.0 ms, decode 30 ms',
        '',
      ].join('\n'),
    );
  });
});
