import assert from 'node:assert/strict';
import { EventFlag } from '../../../src/model/streamEvent';
import { chunk, decodeDocument, decodeMessages, json } from './decodeText';

const style = { style: 'tgi.generate' };
const token = (text: string, more: Record<string, unknown> = {}) => ({
  index: 1,
  token: { id: 5, text, logprob: -0.2, special: false },
  generated_text: null,
  details: null,
  ...more,
});
const details = { finish_reason: 'length', generated_tokens: 2, seed: null, input_length: 5 };

describe('Text Generation Inference', () => {
  it('reads a token an event, and does not count the whole text again', () => {
    const decoded = decodeMessages([token('a'), token(' b', { generated_text: 'a b', details })], style);
    assert.deepEqual([decoded.text, decoded.textChars, decoded.finishReason], ['a b', 3, 'length']);
    assert.equal(decoded.events[1]?.flags, EventFlag.text | EventFlag.finish | EventFlag.usage);
    assert.deepEqual([decoded.usage?.inputTokens, decoded.usage?.outputTokens], [5, 2]);
    assert.deepEqual(decoded.remarks, []);
  });

  it('takes special tokens for no text', () => {
    const special = { token: { id: 2, text: '</s>', special: true } };
    const decoded = decodeMessages([token('a'), token('', { ...special, generated_text: 'a' })], style);
    assert.deepEqual([decoded.text, decoded.events[1]?.chars], ['a', 0]);
  });

  it('knows the end without details', () => {
    const decoded = decodeMessages([token('a'), token(' b', { generated_text: 'a b' })], style);
    assert.deepEqual([decoded.finishReason, decoded.endMarker], [null, 'generated_text']);
    assert.deepEqual([decoded.usage, decoded.undecoded], [null, null]);
    assert.equal(decodeMessages([token('a'), token(' b')], style).endMarker, null);
  });

  it('leaves the length of a prompt open that older servers do not tell', () => {
    const { input_length: _, ...old } = details;
    const decoded = decodeMessages([token('a', { generated_text: 'a', details: old })], style);
    assert.deepEqual([decoded.usage?.inputTokens, decoded.usage?.outputTokens], [null, 2]);
  });

  it('reads an answer in one piece, alone or in a list', () => {
    const answer = { generated_text: 'a b', details: { ...details, prefill: [], tokens: [] } };
    for (const document of [answer, [answer]]) {
      const decoded = decodeDocument(document, style);
      assert.deepEqual([decoded.text, decoded.finishReason, decoded.streamed], ['a b', 'length', false]);
      assert.equal(decoded.usage?.inputTokens, 5);
    }
  });

  it('counts tokens by the headers of an answer in one piece', () => {
    const headers = { ...json, 'x-prompt-tokens': '5', 'x-generated-tokens': '2' };
    const decoded = decodeDocument({ generated_text: 'a b' }, { ...style, headers });
    assert.deepEqual([decoded.usage?.inputTokens, decoded.usage?.outputTokens], [5, 2]);
    const prefill = [{ id: 1 }, { id: 2 }, { id: 3 }];
    const listed = decodeDocument(
      { generated_text: 'a b', details: { generated_tokens: 2, prefill } },
      style,
    );
    assert.equal(listed.usage?.inputTokens, 3);
  });

  it('reads errors', () => {
    const error = { error: 'Request failed during generation', error_type: 'generation' };
    const expected = { type: 'generation', message: error.error };
    assert.deepEqual(decodeMessages([token('a'), error], style).error, expected);
    assert.deepEqual(decodeDocument(error, { ...style, status: 424 }).error, expected);
  });

  it('says when it is something else', () => {
    const other = 'The events of the stream are not those of an answer of Text Generation Inference.';
    assert.equal(decodeMessages([chunk({ content: 'a' })], style).undecoded, other);
    assert.match(
      decodeDocument([{ label: 'POSITIVE' }], style).undecoded ?? '',
      /JSON that is not an answer/,
    );
  });
});
