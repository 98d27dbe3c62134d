import assert from 'node:assert/strict';
import { decideOutcome } from '../../../src/decode/decideOutcome';
import { EventFlag } from '../../../src/model/streamEvent';
import { decodeDocument, decodePieces, ndjson, type ResponseSetup } from './decodeText';

const chatSetup: ResponseSetup = { style: 'ollama.chat', headers: ndjson };
const generateSetup: ResponseSetup = { style: 'ollama.generate', headers: ndjson };

const decodeLines = (values: readonly unknown[], setup: ResponseSetup) =>
  decodePieces(
    values.map((value) => `${JSON.stringify(value)}\n`),
    setup,
  );
const said = (message: unknown, more: Record<string, unknown> = {}) => ({
  model: 'm',
  message,
  done: false,
  ...more,
});
const counts = { prompt_eval_count: 7, eval_count: 3 };
const durations = {
  total_duration: 5_043_500_667,
  load_duration: 5_025_959,
  prompt_eval_duration: 325_953_000,
  eval_duration: 4_709_213_000,
};

describe("Ollama's chat", () => {
  it('reads thoughts, text and the end, an event a line', () => {
    const decoded = decodeLines(
      [
        said({ role: 'assistant', content: '', thinking: 'Hm' }),
        said({ role: 'assistant', content: 'Yes' }),
        said({ role: 'assistant', content: '!' }, { done: true, done_reason: 'length', ...counts }),
      ],
      chatSetup,
    );
    assert.deepEqual([decoded.reasoning, decoded.text, decoded.finishReason], ['Hm', 'Yes!', 'length']);
    assert.deepEqual(
      decoded.events.map(({ flags }) => flags),
      [
        EventFlag.reasoning,
        EventFlag.text,
        EventFlag.text | EventFlag.finish | EventFlag.endMarker | EventFlag.usage,
      ],
    );
    assert.equal(decoded.streamed, true);
    assert.deepEqual(decoded.remarks, []);
  });

  it('takes each tool call for another one, with and without ids', () => {
    const call = (name: string, more: Record<string, unknown> = {}, id?: string) =>
      said({ content: '', tool_calls: [{ id, function: { name, arguments: { x: 1 }, ...more } }] });
    const namesOf = (values: readonly unknown[]) =>
      decodeLines(values, chatSetup).toolCalls.map(({ id, name, arguments: text }) => [id, name, text]);
    const args = '{"x":1}';
    assert.deepEqual(namesOf([call('f'), call('f')]), [
      [undefined, 'f', args],
      [undefined, 'f', args],
    ]);
    assert.deepEqual(namesOf([call('f', { index: 0 }), call('g', { index: 0 })]), [
      [undefined, 'f', args],
      [undefined, 'g', args],
    ]);
    assert.deepEqual(namesOf([call('f'), call('g', {}, 'b')]), [
      [undefined, 'f', args],
      ['b', 'g', args],
    ]);
    assert.deepEqual(namesOf([call('f', {}, 'a'), call('f', {}, 'b')]), [
      ['a', 'f', args],
      ['b', 'f', args],
    ]);
  });

  it('gives lengths of work in milliseconds, and null for one that is left out', () => {
    const end = (more: Record<string, unknown>) =>
      decodeLines([said({ content: 'a' }, { done: true, ...more })], chatSetup).serverTimings;
    assert.deepEqual(end(durations), {
      totalMs: 5043.500667,
      loadMs: 5.025959,
      promptMs: 325.953,
      completionMs: 4709.213,
    });
    const { prompt_eval_duration: _, ...cached } = durations;
    assert.equal(end(cached)?.promptMs, null);
    assert.equal(end({}), null);
  });

  it('tells counts that are left out from counts of nothing', () => {
    const end = (more: Record<string, unknown>) =>
      decodeLines([said({ content: 'a' }, { done: true, ...more })], chatSetup).usage;
    const rest = { cachedTokens: 0, cacheWriteTokens: 0, reasoningTokens: null };
    assert.deepEqual(end(counts), { inputTokens: 7, outputTokens: 3, ...rest });
    assert.deepEqual(end({ eval_count: 3 }), { inputTokens: null, outputTokens: 3, ...rest });
    assert.deepEqual(end({ prompt_eval_count: 7 }), { inputTokens: 7, outputTokens: 0, ...rest });
    assert.equal(end({}), null);
  });

  it('reads an answer in one piece', () => {
    const message = { role: 'assistant', content: 'Yes', thinking: 'Hm' };
    const document = said(message, { done: true, done_reason: 'stop', ...counts, ...durations });
    const decoded = decodeDocument(document, { style: 'ollama.chat' });
    assert.deepEqual([decoded.text, decoded.reasoning, decoded.usage?.inputTokens], ['Yes', 'Hm', 7]);
    assert.deepEqual([decoded.streamed, decoded.undecoded, decoded.model], [false, null, 'm']);
    assert.equal(decoded.serverTimings?.loadMs, 5.025959);
  });

  it('reads errors before, instead of and within an answer', () => {
    const message = 'model "m" not found, try pulling it first';
    const missing = decodeDocument({ error: message }, { style: 'ollama.chat', status: 404 });
    assert.deepEqual(missing.error, { type: 'http_404', message });
    assert.deepEqual(decodeLines([{ error: message }], chatSetup).error, { type: null, message });
    const within = decodeLines([said({ content: 'So' }), { error: message }], chatSetup);
    assert.deepEqual([within.text, within.error?.message, within.finishReason], ['So', message, null]);
  });

  it('says that a request without a prompt asked nothing', () => {
    const end = (reason: string) =>
      decodeDocument(said({ content: '' }, { done: true, done_reason: reason }), { style: 'ollama.chat' });
    assert.deepEqual(end('load').remarks, ['Nothing was asked of the model: it was only loaded.']);
    assert.match(end('unload').remarks.join(), /only dropped from memory/);
    assert.deepEqual(end('stop').remarks, []);
    assert.equal(decideOutcome(end('load'), 200, 'eof').outcome, 'empty');
  });

  it('says when it is something else', () => {
    const other = (values: readonly unknown[]) => decodeLines(values, chatSetup).undecoded;
    assert.equal(
      other([{ status: 'pulling' }]),
      "The events of the stream are not those of an answer of Ollama's chat.",
    );
    assert.equal(other([said({ content: 'a' }), { status: 'new' }]), null);
  });
});

describe("Ollama's generation", () => {
  it('reads what it fills in, and its thoughts', () => {
    const decoded = decodeLines(
      [
        { model: 'm', response: '', thinking: 'Hm', done: false },
        { model: 'm', response: 'return', done: false },
        { model: 'm', response: '', done: true, done_reason: 'stop', context: [1, 2], ...counts },
      ],
      generateSetup,
    );
    assert.deepEqual([decoded.reasoning, decoded.text, decoded.model], ['Hm', 'return', 'm']);
    assert.deepEqual([decoded.endMarker, decoded.finishReason], ['done:true', 'stop']);
  });

  it('reads an answer in one piece', () => {
    const document = { model: 'm', response: 'return', done: true, ...counts };
    const decoded = decodeDocument(document, { style: 'ollama.generate' });
    assert.deepEqual([decoded.text, decoded.usage?.outputTokens], ['return', 3]);
  });
});
