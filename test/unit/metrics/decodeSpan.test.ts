import assert from 'node:assert/strict';
import { computeCallMetrics } from '../../../src/metrics/callMetrics';
import { type CallDrawing, drawCall } from '../../support/runDsl';

function tpot(drawing: CallDrawing) {
  return computeCallMetrics(drawCall(drawing)).tpot;
}

/** `text 100 200 ...`: `count` events, `gap` ms apart. */
function texts(count: number, gap: number): string {
  return `text ${Array.from({ length: count }, (_, index) => 100 + index * gap).join(' ')}`;
}

describe('time per output token', () => {
  it('counts all tokens when reasoning is absent', () => {
    const metric = tpot({
      line: `head 1, ${texts(11, 20)}, done 400, close 400`,
      usage: { outputTokens: 11 },
    });
    assert.deepEqual(metric, { value: 20, basis: '11 tokens in 11 output events', caveat: undefined });
  });

  it('counts only visible tokens and their time when reasoning was hidden', () => {
    const metric = tpot({
      line: `head 1, role 2, ${texts(11, 20)}, done 400, close 400`,
      usage: { outputTokens: 1011, reasoningTokens: 1000 },
    });
    assert.equal(metric.value, 20);
  });

  it('counts only visible tokens and their time when reasoning was summarised', () => {
    const metric = tpot({
      line: `head 1, think 10 50, ${texts(11, 20)}, done 400, close 400`,
      reasoningStream: 'summary',
      usage: { outputTokens: 1011, reasoningTokens: 1000 },
    });
    assert.equal(metric.value, 20);
  });

  it('counts reasoning and its time when it was streamed in full', () => {
    const metric = tpot({
      line: 'head 1, think 100 120 140, text 160 180, done 400, close 400',
      usage: { outputTokens: 5, reasoningTokens: 3 },
    });
    assert.equal(metric.value, 20);
  });

  const line = `head 1, ${texts(3, 20)}, done 400, close 400`;
  const summarised = 'head 1, think 10, text 20 30, done 40, close 40';
  const unmeasurable: readonly [string, CallDrawing, RegExp][] = [
    ['no token counts', { line }, /server reported no token counts/],
    ['one token', { line, usage: { outputTokens: 1 } }, /at least 2 tokens/],
    ['no tokens', { line, usage: { outputTokens: 0 } }, /at least 2 tokens/],
    [
      'one visible token',
      { line: summarised, reasoningStream: 'summary', usage: { outputTokens: 9, reasoningTokens: 8 } },
      /at least 2 tokens/,
    ],
    [
      'unknown reasoning tokens',
      { line: summarised, reasoningStream: 'summary', usage: { outputTokens: 9 } },
      /did not report its tokens/,
    ],
    [
      'summarised reasoning between visible output',
      {
        line: 'head 1, text 10, think 20, text 30, done 40, close 40',
        reasoningStream: 'summary',
        usage: { outputTokens: 90, reasoningTokens: 40 },
      },
      /between visible output/,
    ],
    [
      'summarised reasoning only',
      {
        line: 'head 1, think 20 30, done 40, close 40',
        reasoningStream: 'summary',
        usage: { outputTokens: 90, reasoningTokens: 90 },
      },
      /no visible output/,
    ],
    [
      'all output in one read',
      { line: 'head 1, text 5 5 5, done 6, close 6', usage: { outputTokens: 30 } },
      /all output arrived at once/,
    ],
    ['several choices', { line, choiceCount: 2, usage: { outputTokens: 30 } }, /several choices/],
    ['a call in flight', { line: `head 1, ${texts(3, 20)}`, usage: { outputTokens: 30 } }, /still coming/],
    ['a document', { line: 'head 1, body 2, close 3', usage: { outputTokens: 30 } }, /not streamed/],
  ];
  for (const [name, drawing, reason] of unmeasurable) {
    it(`is not measurable: ${name}`, () => {
      const metric = tpot(drawing);
      assert.equal(metric.value, undefined);
      assert.match('because' in metric ? metric.because : '', reason);
    });
  }

  it('is coarse below one output event per four tokens', () => {
    const events = `head 1, ${texts(10, 20)}, done 400, close 400`;
    const fine = tpot({ line: events, usage: { outputTokens: 40 } });
    const coarse = tpot({ line: events, usage: { outputTokens: 41 } });
    assert.deepEqual('caveat' in fine && fine.caveat, undefined);
    assert.deepEqual('caveat' in coarse && coarse.caveat, 'coarse: 10 output events for 41 tokens');
  });
});
