import assert from 'node:assert/strict';
import { EventFlag } from '../../../src/model/streamEvent';
import { decodeDocument, decodeMessages, decodePieces } from './decodeText';

const setup = { style: 'anthropic.messages' };
const decode = (events: readonly unknown[]) => decodeMessages(events, setup);
const start = {
  type: 'message_start',
  message: {
    id: 'm1',
    model: 'c',
    usage: { input_tokens: 10, cache_read_input_tokens: 5, output_tokens: 1 },
  },
};
const block = (index: number, content_block: unknown) => ({
  type: 'content_block_start',
  index,
  content_block,
});
const delta = (index: number, more: unknown) => ({ type: 'content_block_delta', index, delta: more });

describe('Messages', () => {
  it('does not take the placeholder of the start for usage', () => {
    const decoded = decode([start, delta(0, { type: 'text_delta', text: 'Hi' })]);
    assert.equal(decoded.usage, null);
    assert.ok(decoded.events.every(({ flags }) => (flags & EventFlag.usage) === 0));
  });

  it('adds what the start told of the prompt to the last figures', () => {
    const decoded = decode([
      start,
      { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 7 } },
    ]);
    assert.deepEqual(decoded.usage, {
      inputTokens: 15,
      outputTokens: 7,
      cachedTokens: 5,
      cacheWriteTokens: 0,
      reasoningTokens: null,
    });
    assert.equal(decoded.events[1]?.flags, EventFlag.finish | EventFlag.usage);
  });

  it('tells hidden reasoning by what is billed', () => {
    const usage = { output_tokens: 7, output_tokens_details: { thinking_tokens: 5 } };
    const decoded = decode([
      block(0, { type: 'redacted_thinking', data: 'xyz' }),
      { type: 'message_delta', delta: {}, usage },
    ]);
    assert.equal(decoded.reasoningStream, 'hidden');
    assert.equal(decoded.events[0]?.flags, 0);
  });

  it('takes no signature, citation or search result for output', () => {
    const decoded = decode([
      block(0, { type: 'web_search_tool_result', content: [{ title: 'x' }] }),
      delta(0, { type: 'signature_delta', signature: 'abc' }),
      delta(0, { type: 'citations_delta', citation: { cited_text: 'x' } }),
      delta(0, { type: 'input_json_delta', partial_json: '' }),
      { type: 'content_block_stop', index: 0 },
    ]);
    assert.deepEqual(
      decoded.events.map(({ flags }) => flags),
      [0, 0, 0, 0, 0],
    );
    assert.equal(decoded.undecoded, null);
  });

  it('reads tool calls whose arguments interleave', () => {
    const tool = (index: number, id: string) =>
      block(index, { type: 'tool_use', id, name: `f${id}`, input: {} });
    const piece = (index: number, text: string) =>
      delta(index, { type: 'input_json_delta', partial_json: text });
    const decoded = decode([
      tool(0, 'a'),
      tool(1, 'b'),
      piece(1, '['),
      piece(0, '{'),
      piece(1, ']'),
      piece(0, '}'),
    ]);
    assert.deepEqual(
      decoded.toolCalls.map(({ id, name, arguments: text }) => [id, name, text]),
      [
        ['a', 'fa', '{}'],
        ['b', 'fb', '[]'],
      ],
    );
  });

  it('reads arguments that come with the name', () => {
    const decoded = decode([
      block(0, { type: 'server_tool_use', id: 'a', name: 'web_search', input: { query: 'x' } }),
    ]);
    assert.deepEqual(decoded.toolCalls, [
      { id: 'a', name: 'web_search', arguments: '{"query":"x"}', argumentChars: 13 },
    ]);
  });

  it("goes by the event's name when its data has no type", () => {
    const decoded = decodePieces(['event: message_stop\ndata: {}\n\n'], setup);
    assert.equal(decoded.endMarker, 'message_stop');
  });

  it("passes over events that it doesn't know", () => {
    const decoded = decode([
      { type: 'new_kind', text: 'x' },
      delta(0, { type: 'new_delta', text: 'x' }),
      start,
    ]);
    assert.equal(decoded.text, '');
    assert.equal(decoded.undecoded, null);
  });

  it('reads a document with nothing but the needful', () => {
    const decoded = decodeDocument({ type: 'message', content: [{ type: 'text', text: 'Hi' }] }, setup);
    assert.deepEqual([decoded.text, decoded.usage, decoded.finishReason], ['Hi', null, null]);
  });
});
