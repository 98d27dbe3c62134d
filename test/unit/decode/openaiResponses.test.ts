import assert from 'node:assert/strict';
import { EventFlag } from '../../../src/model/streamEvent';
import { decodeDocument, decodeMessages, decodePieces } from './decodeText';

const setup = { style: 'openai.responses' };
const decode = (events: readonly unknown[]) => decodeMessages(events, setup);
const added = (output_index: number, item: unknown) => ({
  type: 'response.output_item.added',
  output_index,
  item,
});
const done = (output_index: number, item: unknown) => ({
  type: 'response.output_item.done',
  output_index,
  item,
});

describe('Responses', () => {
  it('reads refusal, sound and reasoning in full', () => {
    const decoded = decode([
      { type: 'response.reasoning_text.delta', delta: 'Hm' },
      { type: 'response.refusal.delta', delta: 'No' },
      { type: 'response.audio.delta', delta: 'UklG' },
      { type: 'response.audio.transcript.delta', delta: 'Hi' },
    ]);
    assert.deepEqual([decoded.reasoning, decoded.reasoningStream, decoded.refusal], ['Hm', 'full', 'No']);
    assert.deepEqual(
      decoded.events.map(({ flags }) => flags),
      [EventFlag.reasoning, EventFlag.refusal, EventFlag.audio, EventFlag.audio],
    );
  });

  it('calls reasoning retold as soon as a part of it is', () => {
    const retold = { type: 'response.reasoning_summary_text.delta', delta: 'Hm' };
    const full = { type: 'response.reasoning_text.delta', delta: 'Hm' };
    assert.equal(decode([retold, full]).reasoningStream, 'summary');
    assert.equal(decode([full, retold]).reasoningStream, 'summary');
  });

  it('tells hidden reasoning by what is billed', () => {
    const usage = { input_tokens: 1, output_tokens: 9, output_tokens_details: { reasoning_tokens: 8 } };
    assert.equal(decode([{ type: 'response.completed', response: { usage } }]).reasoningStream, 'hidden');
  });

  it('goes by the place of a call when ids differ from event to event', () => {
    const decoded = decode([
      added(0, { type: 'function_call', id: 'x1', call_id: 'a', name: 'f', arguments: '' }),
      added(1, { type: 'custom_tool_call', id: 'x2', call_id: 'b', name: 'g', input: '' }),
      { type: 'response.custom_tool_call_input.delta', output_index: 1, item_id: 'x3', delta: 'raw' },
      { type: 'response.function_call_arguments.delta', output_index: 0, item_id: 'x4', delta: '{}' },
      done(0, { type: 'function_call', id: 'x5', call_id: 'a', name: 'f', arguments: '{}' }),
    ]);
    assert.deepEqual(decoded.toolCalls, [
      { id: 'a', name: 'f', arguments: '{}', argumentChars: 2 },
      { id: 'b', name: 'g', arguments: 'raw', argumentChars: 3 },
    ]);
  });

  it('goes by the id of the item when there is no place', () => {
    const begin = (id: string) => ({
      type: 'response.output_item.added',
      item: { type: 'function_call', id, call_id: `call ${id}`, name: 'f' },
    });
    const piece = (item_id: string, delta: string) => ({
      type: 'response.function_call_arguments.delta',
      item_id,
      delta,
    });
    const decoded = decode([begin('a'), begin('b'), piece('a', '{}'), piece('b', '[]')]);
    assert.deepEqual(
      decoded.toolCalls.map(({ id, arguments: text }) => [id, text]),
      [
        ['call a', '{}'],
        ['call b', '[]'],
      ],
    );
  });

  it('takes no other item with a name for a tool call', () => {
    const decoded = decode([added(0, { type: 'mcp_approval_request', id: 'a', name: 'f', arguments: '{}' })]);
    assert.deepEqual(decoded.toolCalls, []);
  });

  it('takes arguments that only come with the finished call', () => {
    const call = { type: 'function_call', call_id: 'a', name: 'f', arguments: '{"x":1}' };
    const decoded = decode([added(0, { ...call, arguments: '' }), done(0, call)]);
    assert.deepEqual(decoded.toolCalls, [{ id: 'a', name: 'f', arguments: '{"x":1}', argumentChars: 7 }]);
    assert.deepEqual(
      decoded.events.map(({ flags }) => flags),
      [EventFlag.tool | EventFlag.toolStart, EventFlag.tool],
    );
  });

  it('counts tools that the program is to run, not those of the server', () => {
    const decoded = decode([
      added(0, { type: 'web_search_call', id: 'w' }),
      added(1, { type: 'local_shell_call', call_id: 'b', action: {} }),
      done(1, { type: 'local_shell_call', call_id: 'b', action: { command: ['ls'] } }),
    ]);
    assert.deepEqual(
      decoded.toolCalls.map(({ name, arguments: text }) => [name, text]),
      [['local_shell_call', '{"command":["ls"]}']],
    );
    assert.equal(decoded.events[0]?.flags, 0);
  });

  it('takes code that is written for a hosted interpreter for output', () => {
    const decoded = decode([
      { type: 'response.code_interpreter_call_code.delta', output_index: 0, delta: 'print()' },
    ]);
    assert.deepEqual([decoded.events[0]?.flags, decoded.events[0]?.chars], [EventFlag.tool, 7]);
    assert.deepEqual(decoded.toolCalls, []);
  });

  it('names why an answer is incomplete', () => {
    const response = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };
    const decoded = decode([{ type: 'response.incomplete', response }]);
    assert.deepEqual(
      [decoded.finishReason, decoded.endMarker],
      ['incomplete:max_output_tokens', 'response.incomplete'],
    );
    assert.equal(decode([{ type: 'response.incomplete', response: {} }]).finishReason, 'incomplete');
  });

  it('knows the other ends that servers have', () => {
    const decoded = decode([{ type: 'response.done', response: { status: 'completed' } }, '[DONE]']);
    assert.deepEqual([decoded.finishReason, decoded.endMarker], ['completed', 'response.done']);
    assert.equal(decode([{ type: 'response.output_text.delta', delta: 'a' }, '[DONE]']).endMarker, '[DONE]');
    assert.equal(decode([{ type: 'response.failed', response: { status: 'failed' } }]).error?.type, 'failed');
  });

  it("goes by the event's name when its data has no type", () => {
    const decoded = decodePieces(['event: response.output_text.delta\ndata: {"delta":"Hi"}\n\n'], setup);
    assert.equal(decoded.text, 'Hi');
  });

  it('reads errors in either form', () => {
    const message = 'It went wrong.';
    for (const event of [
      { type: 'error', code: 'bad', message },
      { type: 'error', error: { code: 'bad', message } },
    ])
      assert.deepEqual(decode([event]).error, { type: 'bad', message });
  });

  const output = [
    { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm' }] },
    {
      type: 'message',
      content: [
        { type: 'output_text', text: 'Hi' },
        { type: 'refusal', refusal: 'No' },
      ],
    },
    { type: 'function_call', id: 'x1', call_id: 'a', name: 'f', arguments: '{}' },
    { type: 'function_call', id: 'x2', call_id: 'b', name: 'f', arguments: '[]' },
  ];

  it('reads a document', () => {
    const usage = {
      input_tokens: 9,
      output_tokens: 5,
      input_tokens_details: { cached_tokens: 4, cache_write_tokens: 2 },
    };
    const decoded = decodeDocument(
      { object: 'response', id: 'r', model: 'm', status: 'completed', output, usage },
      setup,
    );
    assert.deepEqual([decoded.text, decoded.reasoning, decoded.refusal], ['Hi', 'Hm', 'No']);
    assert.deepEqual(
      decoded.toolCalls.map(({ id, arguments: text }) => [id, text]),
      [
        ['a', '{}'],
        ['b', '[]'],
      ],
    );
    assert.deepEqual(
      [decoded.model, decoded.responseId, decoded.finishReason, decoded.endMarker],
      ['m', 'r', 'completed', null],
    );
    const normalised = {
      inputTokens: 9,
      outputTokens: 5,
      cachedTokens: 4,
      cacheWriteTokens: 2,
      reasoningTokens: null,
    };
    assert.deepEqual(decoded.usage, normalised);
  });

  it('reads the output of the last event when nothing was streamed before it', () => {
    assert.equal(decode([{ type: 'response.completed', response: { output } }]).text, 'Hi');
    const streamed = [
      { type: 'response.output_text.delta', delta: 'Hi' },
      { type: 'response.completed', response: { output } },
    ];
    assert.equal(decode(streamed).text, 'Hi');
  });
});
