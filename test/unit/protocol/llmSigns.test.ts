import assert from 'node:assert/strict';
import { readAnswerSigns, readRequestSigns } from '../../../src/protocol/llmSigns';

describe('readRequestSigns', () => {
  const read = (body: unknown, tail = '') => {
    const { verdict, style, named } = readRequestSigns(
      typeof body === 'string' ? body : JSON.stringify(body),
      tail,
    );
    return [verdict, style, named];
  };
  const messages = [{ role: 'user', content: 'hi' }];

  it('is sure of chats that name a model', () => {
    assert.deepEqual(read({ model: 'm', messages }), ['yes', 'openai.chat', true]);
    assert.deepEqual(read({ model_id: 'm', messages }), ['yes', 'openai.chat', true]);
    assert.deepEqual(read({ model: 'm', messages, system: 's', max_tokens: 9 }), [
      'yes',
      'anthropic.messages',
      true,
    ]);
    assert.deepEqual(read({ contents: [{ role: 'user', parts: [{ text: 'hi' }] }] }), [
      'yes',
      'gemini.generate',
      false,
    ]);
    assert.deepEqual(read('\uFEFF {\n "model" : "m",\n "messages" : [ { "role" : "user"'), [
      'yes',
      'openai.chat',
      true,
    ]);
  });

  it('finds what stands behind something long', () => {
    const head = JSON.stringify({ messages: [{ role: 'user', content: 'x'.repeat(20_000) }] }).slice(0, 8192);
    assert.deepEqual(read(head), ['maybe', 'openai.chat', false]);
    assert.deepEqual(read(head, '"}],"stream":true,"model":"m"}'), ['yes', 'openai.chat', true]);
  });

  it('takes nothing that is said for a member', () => {
    const said = '{"model":"m","messages":[{"role":"user"';
    assert.deepEqual(read({ text: said }), ['no', undefined, false]);
    assert.deepEqual(read({ deep: { model: 'm', messages } }), ['no', undefined, false]);
    assert.deepEqual(read({ text: 'x' }, `${JSON.stringify({ text: said }).slice(1)}`), [
      'no',
      undefined,
      false,
    ]);
    assert.deepEqual(read({ model: { year: 1999 }, messages: [1] }), ['no', 'openai.chat', false]);
  });

  it('may be right about a model and an input', () => {
    assert.deepEqual(read({ model: 'm', input: 'hi' }), ['maybe', 'openai.responses', true]);
    assert.deepEqual(read({ model: 'm', prompt: 'hi' }), ['maybe', 'openai.completions', true]);
    assert.deepEqual(read({ inputs: 'hi', parameters: {} }), ['maybe', 'tgi.generate', false]);
    assert.deepEqual(read({ input_prefix: 'a', input_suffix: 'b' }), ['maybe', 'llamacpp.native', false]);
    assert.deepEqual(read({ input_prefix: 'a' }), ['no', 'llamacpp.native', false]);
    assert.deepEqual(read({ prompt: 'hi', n_predict: 5 }), ['maybe', 'openai.completions', false]);
  });

  it('sees nothing in other bodies', () => {
    const others = ['', '[]', 'a=b', '{', '{}', '"model"', '{"model":"m"', { prompt: 'hi' }, { inputs: [1] }];
    for (const other of others) assert.equal(read(other)[0], 'no', JSON.stringify(other));
    assert.equal(read({ jsonrpc: '2.0', model: 'm', messages })[0], 'no');
  });

  it('costs little, whatever the body is', () => {
    const begin = process.cpuUsage();
    for (const body of [
      '{"a":"'.padEnd(8192, '\\'),
      '{'.repeat(8192),
      `{"${'a'.repeat(8190)}`,
      '{"a":['.repeat(1365),
    ]) {
      for (let turn = 0; turn < 20; turn++) read(body, body.slice(0, 2048));
    }
    const { user, system } = process.cpuUsage(begin);
    assert.ok((user + system) / 80 < 5000, `${(user + system) / 80} µs of CPU time each`);
  });
});

describe('readAnswerSigns', () => {
  for (const [style, text] of [
    ['openai.chat', 'data: {"id":"x","object":"chat.completion.chunk","choices":[]}'],
    ['openai.chat', '{"choices":[{"index":0,"message":{"role":"assistant"'],
    ['openai.completions', '{"choices":[{"text":"a"}]}'],
    ['openai.responses', 'event: response.created\ndata: {"type":"response.created"'],
    ['anthropic.messages', '{"id":"x","type":"message","role":"assistant","content":[]'],
    ['gemini.generate', '[{"candidates": [{"content": {"parts": [{"text": "a"}]'],
    ['gemini.generate', 'data: {"promptFeedback": {"blockReason": "SAFETY"}}'],
    ['openai.embeddings', '{"object":"list","data":[{"object":"embedding","index":0'],
    ['bedrock.converse', '\u0000\u000b:event-type\u0007\u0000\u000cmessageStart\r:content-type'],
    ['bedrock.invoke', '\u0000\u000b:event-type\u0007\u0000\u0005chunk\r:content-type'],
    ['cohere.v2', 'data: {"type":"message-start","id":"x"}'],
    ['cohere.v2', '{"id":"x","message":{"role":"assistant","content":[]},"finish_reason":"COMPLETE"}'],
    ['cohere.v1', '{"is_finished":false,"event_type":"stream-start","generation_id":"x"}'],
    ['cohere.v1', '{"response_id":"x","text":"Hi","generation_id":"x","finish_reason":"COMPLETE"}'],
    ['lmstudio.chat', '{"model_instance_id":"x","output":[{"type":"message","content":"Hi"}]}'],
    ['ollama.chat', '{"model":"m","message":{"role":"assistant","content":"a"},"done":false}'],
    ['ollama.generate', '{"model":"m","response":"a","done":false}'],
    ['llamacpp.native', 'data: {"content":"a","stop":false}'],
    ['tgi.generate', 'data:{"token":{"id":1},"generated_text":null}'],
    ['lmstudio.chat', 'event: chat.start\ndata: {"type":"chat.start"}'],
  ] as const) {
    it(`knows ${style} by ${text}`, () => assert.deepEqual(readAnswerSigns(text), { verdict: 'yes', style }));
  }

  it('knows nothing else', () => {
    for (const text of [
      '',
      '{"hits":[]}',
      '<html>',
      '{"data":[{"embedding":[]}]}',
      'data: {"type":"text-delta"}',
      '{"message":"ok","done":1}',
    ]) {
      assert.deepEqual(readAnswerSigns(text), { verdict: 'no' }, text);
    }
  });
});
