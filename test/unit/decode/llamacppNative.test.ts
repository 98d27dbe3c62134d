import assert from 'node:assert/strict';
import { EventFlag } from '../../../src/model/streamEvent';
import { chunk, decodeDocument, decodeMessages } from './decodeText';

const style = { style: 'llamacpp.native' };
const timings = { cache_n: 40, prompt_n: 12, prompt_ms: 61.3, predicted_n: 6, predicted_ms: 118.9 };
const piece = (content: string, more: Record<string, unknown> = {}) => ({ content, stop: false, ...more });
const end = (more: Record<string, unknown> = {}) => ({
  content: '',
  stop: true,
  stop_type: 'eos',
  tokens_evaluated: 52,
  tokens_predicted: 6,
  tokens_cached: 57,
  timings,
  ...more,
});

describe("llama.cpp's completion", () => {
  it('takes the progress of a prompt for no output', () => {
    const progress = { prompt_progress: { total: 52, cache: 40, processed: 46, time_ms: 30 } };
    const decoded = decodeMessages([piece('', progress), progress, piece('a'), end()], style);
    assert.deepEqual(
      decoded.events.map(({ flags }) => flags),
      [0, 0, EventFlag.text, EventFlag.finish | EventFlag.endMarker | EventFlag.usage],
    );
    assert.deepEqual([decoded.undecoded, decoded.pingCount, decoded.remarks], [null, 0, []]);
  });

  it('does not take what the cache holds in the end for what it had of the prompt', () => {
    const usageOf = (more: Record<string, unknown>) => decodeMessages([end(more)], style).usage;
    assert.deepEqual([usageOf({})?.inputTokens, usageOf({})?.cachedTokens], [52, 40]);
    assert.equal(usageOf({ timings: undefined })?.cachedTokens, 0);
    assert.equal(usageOf({ tokens_evaluated: undefined })?.inputTokens, 52);
    assert.equal(usageOf({ tokens_evaluated: undefined, timings: {} })?.inputTokens, null);
  });

  it('reads an answer in one piece', () => {
    const decoded = decodeDocument(end({ content: ' upon a time', model: 'q.gguf' }), style);
    assert.deepEqual([decoded.text, decoded.finishReason, decoded.model], [' upon a time', 'eos', 'q.gguf']);
    assert.deepEqual(decoded.serverTimings, {
      promptMs: 61.3,
      completionMs: 118.9,
      promptTokensProcessed: 12,
      cachedTokens: 40,
    });
  });

  it('tells the answers to several prompts apart and adds their counts up', () => {
    const answers = [end({ index: 0, content: 'A' }), end({ index: 1, content: 'B' })];
    const streamed = [
      piece('A', { index: 0 }),
      piece('B', { index: 1 }),
      end({ index: 1 }),
      end({ index: 0 }),
    ];
    for (const decoded of [decodeDocument(answers, style), decodeMessages(streamed, style)]) {
      assert.deepEqual(decoded.choices, ['A', 'B']);
      assert.deepEqual([decoded.usage?.inputTokens, decoded.usage?.outputTokens], [104, 12]);
      assert.equal(decoded.usage?.cachedTokens, 80);
    }
  });

  it('reads an error in mid-stream', () => {
    const error = { code: 500, message: 'no slot', type: 'server_error' };
    const decoded = decodeMessages([piece('a'), { error }], style);
    assert.deepEqual([decoded.text, decoded.error], ['a', { type: 'server_error', message: 'no slot' }]);
  });

  it('says when it is something else', () => {
    const other = "The events of the stream are not those of an answer of llama.cpp's completion.";
    assert.equal(decodeMessages([chunk({ content: 'a' })], style).undecoded, other);
    assert.equal(
      decodeDocument([], style).undecoded,
      "The server answered JSON that is not an answer of llama.cpp's completion.",
    );
  });
});

describe("llama.cpp's timings in Chat Completions", () => {
  const finish = (more: Record<string, unknown>) => ({
    choices: [{ index: 0, delta: {}, finish_reason: 'stop' }],
    ...more,
  });

  it('count tokens where no usage was asked for', () => {
    const usage = { cacheWriteTokens: 0, reasoningTokens: null };
    const decoded = decodeMessages([chunk({ content: 'a' }), finish({ timings }), '[DONE]']);
    assert.deepEqual(decoded.usage, { inputTokens: 52, outputTokens: 6, cachedTokens: 40, ...usage });
    assert.equal(decoded.serverTimings?.promptMs, 61.3);
  });

  it('give way to a usage that was', () => {
    const usage = { prompt_tokens: 50, completion_tokens: 5, total_tokens: 55 };
    assert.equal(decodeMessages([finish({ timings, usage })]).usage?.inputTokens, 50);
  });

  it('count nothing while the answer goes on, nor without the tokens of the cache', () => {
    const whileGoing = { ...(chunk({ content: 'a' }) as object), timings };
    assert.equal(decodeMessages([whileGoing]).usage, null);
    const { cache_n: _, ...old } = timings;
    assert.equal(decodeMessages([finish({ timings: old })]).usage, null);
  });
});
