import assert from 'node:assert/strict';
import { EventFlag } from '../../../src/model/streamEvent';
import { chunk, decodeDocument, decodeMessages } from './decodeText';

const tool = (more: Record<string, unknown>) => chunk({ tool_calls: [more] });
const callsOf = (messages: readonly unknown[]) =>
  decodeMessages(messages).toolCalls.map(({ id, name, arguments: text }) => [id, name, text]);

describe('Chat Completions', () => {
  it("tells choices apart and keeps the first one's words", () => {
    const said = (index: number, content: string) => ({ choices: [{ index, delta: { content } }] });
    const decoded = decodeMessages([said(2, 'C'), said(1, 'B'), said(0, 'A'), said(1, 'b'), said(0, 'a')]);
    assert.equal(decoded.text, 'Aa');
    assert.deepEqual(decoded.choices, ['Aa', 'Bb', 'C']);
    assert.equal(decoded.textChars, 5);
    assert.ok(decoded.events.every(({ flags }) => flags === EventFlag.text));
  });

  it('knows a choice that says nothing', () => {
    const finish = { index: 1, delta: {}, finish_reason: 'stop' };
    assert.deepEqual(decodeMessages([chunk({ content: 'A' }), { choices: [finish] }]).choices, ['A', '']);
  });

  it('takes model and id from the first chunk that has them', () => {
    const decoded = decodeMessages([
      { id: '', model: '', choices: [] },
      chunk({}),
      { id: 'c2', model: 'n', choices: [] },
    ]);
    assert.deepEqual([decoded.model, decoded.responseId], ['m', 'c1']);
  });

  it('counts only the delta, not what is repeated beside it', () => {
    const repeated = { message: { content: 'Hello so far' }, text: 'Hello' };
    assert.equal(decodeMessages([chunk({ content: 'Hello' }, repeated)]).text, 'Hello');
  });

  it('reads content in parts', () => {
    const thinking = { type: 'thinking', thinking: [{ type: 'text', text: 'Hm' }] };
    const decoded = decodeMessages([
      chunk({ content: [thinking] }),
      chunk({
        content: [
          { type: 'text', text: 'Yes' },
          { type: 'reference', text: '[1]' },
        ],
      }),
    ]);
    assert.deepEqual([decoded.reasoning, decoded.text], ['Hm', 'Yes']);
  });

  it('reads reasoning under each of its names, once', () => {
    const details = [{ type: 'reasoning.text', text: 'Hm' }];
    for (const delta of [{ reasoning_content: 'Hm' }, { reasoning: 'Hm' }, { reasoning_details: details }]) {
      assert.equal(decodeMessages([chunk(delta)]).reasoning, 'Hm');
      assert.equal(decodeDocument({ choices: [{ message: delta }] }).reasoning, 'Hm');
    }
    const both = chunk({ content: '', reasoning_content: '', reasoning: 'Hm', reasoning_details: details });
    assert.equal(decodeMessages([both]).reasoning, 'Hm');
    assert.equal(decodeMessages([both]).reasoningStream, 'full');
  });

  it('tells retold and hidden reasoning', () => {
    const retold = chunk({
      reasoning: 'Hm',
      reasoning_details: [{ type: 'reasoning.summary', summary: 'Hm' }],
    });
    assert.equal(decodeMessages([retold]).reasoningStream, 'summary');
    const sealed = chunk({ reasoning_details: [{ type: 'reasoning.encrypted', data: 'xyz' }] });
    assert.equal(decodeMessages([sealed]).reasoningChars, 0);
    const billed = {
      usage: { prompt_tokens: 1, completion_tokens: 9, completion_tokens_details: { reasoning_tokens: 8 } },
    };
    assert.equal(decodeMessages([billed]).reasoningStream, 'hidden');
  });

  it('takes reasoning that Copilot and Perplexity retell for a summary', () => {
    for (const delta of [
      { content: null, reasoning_text: 'Hm', reasoning_opaque: 'xyz' },
      { content: '', reasoning_steps: [{ type: 'web_search', thought: 'Hm', web_search: {} }] },
    ]) {
      const { reasoning, reasoningStream } = decodeMessages([chunk(delta)]);
      assert.deepEqual([reasoning, reasoningStream], ['Hm', 'summary']);
    }
    assert.equal(decodeMessages([chunk({ reasoning: 'Hm', reasoning_text: 'Hm' })]).reasoning, 'Hm');
  });

  it("passes over Perplexity's repetition of the whole message, its sources and its figures so far", () => {
    const said = (content: string, soFar: string, tokens: number) => ({
      object: 'chat.completion.chunk',
      citations: ['https://a.example'],
      search_results: [{ title: 'A', url: 'https://a.example' }],
      usage: { prompt_tokens: 5, completion_tokens: tokens, total_tokens: 5 + tokens },
      choices: [{ index: 0, delta: { content }, message: { role: 'assistant', content: soFar } }],
    });
    const decoded = decodeMessages([said('It', 'It', 1), said(' works', 'It works', 2), '[DONE]']);
    assert.equal(decoded.text, 'It works');
    assert.equal(decoded.usage?.outputTokens, 2);
  });

  it("passes over the steps that Perplexity's concise streams repeat when they are done", () => {
    const decoded = decodeMessages([
      { object: 'chat.reasoning', choices: [{ delta: { reasoning_steps: [{ thought: 'Hm' }] } }] },
      { object: 'chat.reasoning.done', choices: [{ message: { reasoning_steps: [{ thought: 'Hm' }] } }] },
      { object: 'chat.completion.chunk', choices: [{ delta: { content: 'Yes' } }] },
      { object: 'chat.completion.done', choices: [{ message: { content: 'Yes' }, finish_reason: 'stop' }] },
    ]);
    assert.deepEqual([decoded.reasoning, decoded.text, decoded.finishReason], ['Hm', 'Yes', 'stop']);
  });

  it("takes for no output what Azure's filters say, with and without a delta", () => {
    const filter = { hate: { filtered: false, severity: 'safe' } };
    const decoded = decodeMessages([
      { id: '', model: '', choices: [], prompt_filter_results: [{ prompt_index: 0 }] },
      chunk({ content: 'Hi' }, { content_filter_results: filter }),
      {
        choices: [{ index: 0, content_filter_offsets: { check_offset: 1 }, content_filter_results: filter }],
      },
    ]);
    assert.deepEqual(
      decoded.events.map(({ flags }) => flags),
      [0, EventFlag.text, 0],
    );
    assert.equal(decoded.model, 'm');
  });

  it('counts reasoning once where LiteLLM has it twice', () => {
    const thinking_blocks = [{ type: 'thinking', thinking: 'Hm', signature: 'xyz' }];
    assert.equal(decodeMessages([chunk({ reasoning_content: 'Hm', thinking_blocks })]).reasoningChars, 2);
  });

  it('reports the error that breaks off a stream, not the finish reason after it', () => {
    const broken = {
      provider: 'Some',
      error: { code: 502, message: 'Provider returned error', metadata: { provider_name: 'Some' } },
      choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error', native_finish_reason: 'error' }],
    };
    const { error, finishReason, servedBy } = decodeMessages([chunk({ content: 'a' }), broken, '[DONE]']);
    assert.equal(servedBy, 'Some');
    assert.deepEqual(error, { type: '502', message: 'Provider returned error' });
    assert.equal(finishReason, 'error');
  });

  it('takes some finish reasons for failures', () => {
    for (const reason of ['error', 'insufficient_system_resource']) {
      const { error } = decodeMessages([chunk({ content: 'a' }), chunk({}, { finish_reason: reason })]);
      assert.equal(error?.type, reason);
    }
    assert.equal(decodeMessages([chunk({}, { finish_reason: 'content_filter' })]).error, null);
  });

  it("reports what Groq's own member says went wrong", () => {
    const { error } = decodeMessages([
      { id: 'c1', choices: [], x_groq: { id: 'r', error: 'over capacity' } },
    ]);
    assert.equal(error?.message, 'over capacity');
  });

  it('reads tool calls that come without an index', () => {
    const calls = [
      ['a', 'f', '{"x":1}'],
      ['b', 'f', '{}'],
    ];
    const first = { id: 'a', function: { name: 'f', arguments: '{"x"' } };
    assert.deepEqual(
      callsOf([
        tool(first),
        tool({ function: { arguments: ':1}' } }),
        tool({ id: 'b', function: { name: 'f', arguments: '{}' } }),
      ]),
      calls,
    );
    assert.deepEqual(
      callsOf([
        tool({ function: { name: 'f', arguments: '{}' } }),
        tool({ function: { name: 'f', arguments: '[]' } }),
      ]),
      [
        [undefined, 'f', '{}'],
        [undefined, 'f', '[]'],
      ],
    );
  });

  it('reads tool calls that all have the same index', () => {
    const calls = callsOf([
      tool({ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }),
      tool({ index: 0, id: 'b', function: { name: 'g', arguments: '[]' } }),
    ]);
    assert.deepEqual(calls, [
      ['a', 'f', '{}'],
      ['b', 'g', '[]'],
    ]);
  });

  it('reads tool calls that repeat id and name with every piece', () => {
    const piece = (text: string) => tool({ index: 0, id: 'a', function: { name: 'f', arguments: text } });
    const decoded = decodeMessages([piece('{'), piece('}')]);
    assert.deepEqual(decoded.toolCalls, [{ id: 'a', name: 'f', arguments: '{}', argumentChars: 2 }]);
    const starts = decoded.events.map(({ flags }) => flags & EventFlag.toolStart);
    assert.deepEqual(starts, [EventFlag.toolStart, 0]);
  });

  it('reads arguments that are an object, custom tools and old function calls', () => {
    assert.deepEqual(callsOf([tool({ index: 0, id: 'a', function: { name: 'f', arguments: { x: 1 } } })]), [
      ['a', 'f', '{"x":1}'],
    ]);
    assert.deepEqual(
      callsOf([tool({ index: 0, id: 'a', type: 'custom', custom: { name: 'f', input: 'raw' } })]),
      [['a', 'f', 'raw']],
    );
    const old = [{ name: 'f', arguments: '' }, { arguments: '{' }, { arguments: '}' }];
    assert.deepEqual(callsOf(old.map((call) => chunk({ function_call: call }))), [[undefined, 'f', '{}']]);
  });

  it('reads the tool calls of a document', () => {
    const call = { type: 'function', function: { name: 'f', arguments: '{}' } };
    const document = { choices: [{ message: { tool_calls: [call, call] }, finish_reason: 'tool_calls' }] };
    assert.equal(decodeDocument(document).toolCalls.length, 2);
  });

  it("keeps tool calls of other choices out of the first one's, but counts them as output", () => {
    const call = { index: 0, id: 'a', function: { name: 'f', arguments: '{}' } };
    const decoded = decodeMessages([{ choices: [{ index: 1, delta: { tool_calls: [call] } }] }]);
    assert.deepEqual(decoded.toolCalls, []);
    assert.deepEqual(decoded.events[0]?.flags, EventFlag.tool | EventFlag.toolStart);
  });

  it('takes sound for output', () => {
    const [sound, transcript] = decodeMessages([
      chunk({ audio: { id: 'a', data: 'UklG' } }),
      chunk({ audio: { transcript: 'Hi' } }),
    ]).events;
    assert.deepEqual([sound?.flags, sound?.chars], [EventFlag.audio, 0]);
    assert.deepEqual([transcript?.flags, transcript?.chars], [EventFlag.audio, 2]);
  });

  it('passes over an empty finish reason', () => {
    const decoded = decodeMessages([
      chunk({ content: 'a' }, { finish_reason: '' }),
      chunk({}, { finish_reason: 'stop' }),
    ]);
    assert.deepEqual(
      decoded.events.map(({ flags }) => flags & EventFlag.finish),
      [0, EventFlag.finish],
    );
    assert.equal(decoded.finishReason, 'stop');
  });
});

describe('usage of Chat Completions', () => {
  const usageOf = (message: unknown) => decodeMessages([message]).usage;
  const usage = { prompt_tokens: 7, completion_tokens: 5 };
  const plain = {
    inputTokens: 7,
    outputTokens: 5,
    cachedTokens: 0,
    cacheWriteTokens: 0,
    reasoningTokens: null,
  };

  it('is found in each of its places', () => {
    assert.deepEqual(usageOf({ choices: [], usage }), plain);
    assert.deepEqual(usageOf({ choices: [{ index: 0, delta: {}, usage }] }), plain);
    assert.deepEqual(usageOf({ choices: [], x_groq: { usage } }), plain);
  });

  it("brings figures of the server's work, wherever it is", () => {
    const timed = { ...usage, queue_time: 0.0312 };
    for (const message of [{ usage: timed }, { x_groq: { usage: timed } }])
      assert.deepEqual(decodeMessages([message]).serverTimings, { queueMs: 31.2 });
  });

  it('reads cached tokens under each of their names', () => {
    const details = { cached_tokens: 3 };
    for (const more of [
      { prompt_tokens_details: details },
      { prompt_token_details: details },
      { prompt_cache_hit_tokens: 3 },
      { num_cached_tokens: 3 },
    ])
      assert.deepEqual(usageOf({ usage: { ...usage, ...more } }), { ...plain, cachedTokens: 3 });
  });

  it('adds reasoning tokens where the sum says that they are outside', () => {
    const details = { completion_tokens_details: { reasoning_tokens: 10 } };
    assert.equal(usageOf({ usage: { ...usage, ...details, total_tokens: 22 } })?.outputTokens, 15);
    assert.equal(
      usageOf({ usage: { ...usage, completion_tokens: 15, ...details, total_tokens: 22 } })?.outputTokens,
      15,
    );
    assert.equal(
      usageOf({ usage: { ...usage, reasoning_tokens: 10, total_tokens: 22 } })?.reasoningTokens,
      10,
    );
  });

  it('adds them where the total leaves them out, as with Perplexity', () => {
    const total = { ...usage, total_tokens: 12 };
    const reasoning = { reasoning_tokens: 3 };
    assert.equal(usageOf({ usage: { ...total, ...reasoning } })?.outputTokens, 5);
    for (const own of [{ num_search_queries: 1 }, { citation_tokens: 9 }, { search_context_size: 'low' }])
      assert.equal(usageOf({ usage: { ...total, ...reasoning, ...own } })?.outputTokens, 8);
    assert.equal(usageOf({ usage: { ...total, reasoning_tokens: 6 } })?.outputTokens, 11);
  });

  it('brings the figures of LM Studio', () => {
    const stats = { tokens_per_second: 51.4, time_to_first_token: 0.111, generation_time: 0.954 };
    assert.deepEqual(decodeDocument({ choices: [{ message: {} }], stats }).serverTimings, {
      ttftMs: 111,
      completionMs: 954,
    });
  });

  it('takes the last of several, field by field', () => {
    const decoded = decodeMessages([
      { choices: [], usage: { ...usage, prompt_tokens_details: { cached_tokens: 3 } } },
      { choices: [], usage: { prompt_tokens: 7, completion_tokens: 6, prompt_tokens_details: null } },
      { choices: [], usage: null },
    ]);
    assert.deepEqual(decoded.usage, { ...plain, outputTokens: 6, cachedTokens: 3 });
  });

  it('tells a prompt that is not counted from an empty one', () => {
    assert.equal(usageOf({ usage: { completion_tokens: 5 } })?.inputTokens, null);
  });

  it('takes zeros for none', () => {
    assert.equal(
      usageOf({ choices: [], usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 } }),
      null,
    );
  });
});
