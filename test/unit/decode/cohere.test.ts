import assert from 'node:assert/strict';
import { EventFlag } from '../../../src/model/streamEvent';
import { decodeDocument, decodeMessages, decodePieces, toSse } from './decodeText';

const v1 = { style: 'cohere.v1' };
const v2 = { style: 'cohere.v2' };

const end = (delta: Record<string, unknown>) => ({ type: 'message-end', delta });
const tool = (type: string, index: number, call: unknown) => ({
  type: `tool-call-${type}`,
  index,
  delta: { message: { tool_calls: call } },
});

describe('Cohere Chat, version 2', () => {
  it('reads the plan as reasoning and tool calls piece by piece', () => {
    const decoded = decodeMessages(
      [
        { type: 'message-start', id: 'm1', delta: { message: { role: 'assistant' } } },
        { type: 'tool-plan-delta', delta: { message: { tool_plan: 'I will look.' } } },
        tool('start', 0, { id: 'a', type: 'function', function: { name: 'look', arguments: '' } }),
        tool('delta', 0, { function: { arguments: '{"x"' } }),
        tool('delta', 0, { function: { arguments: ':1}' } }),
        { type: 'tool-call-end', index: 0 },
        tool('start', 1, { id: 'b', type: 'function', function: { name: 'look', arguments: '' } }),
        { type: 'tool-call-end', index: 1 },
        end({ finish_reason: 'TOOL_CALL', usage: { tokens: { input_tokens: 9, output_tokens: 4 } } }),
        '[DONE]',
      ],
      v2,
    );
    assert.equal(decoded.reasoning, 'I will look.');
    assert.deepEqual(
      decoded.toolCalls.map(({ id, name, arguments: text }) => [id, name, text]),
      [
        ['a', 'look', '{"x":1}'],
        ['b', 'look', ''],
      ],
    );
    assert.deepEqual(
      decoded.events.map(({ flags }) => flags),
      [
        0,
        EventFlag.reasoning,
        EventFlag.tool | EventFlag.toolStart,
        EventFlag.tool,
        EventFlag.tool,
        0,
        EventFlag.tool | EventFlag.toolStart,
        0,
        EventFlag.finish | EventFlag.usage,
        EventFlag.endMarker,
      ],
    );
    assert.equal(decoded.responseId, 'm1');
    assert.deepEqual(decoded.remarks, []);
  });

  it('is whole at its last message, whether or not a marker follows', () => {
    const decoded = decodeMessages([end({ finish_reason: 'COMPLETE' })], v2);
    assert.deepEqual([decoded.finishReason, decoded.endMarker, decoded.remarks], ['COMPLETE', null, []]);
  });

  it('takes citations for no output', () => {
    const citation = { start: 0, end: 2, text: 'It', sources: [] };
    const decoded = decodeMessages(
      [
        { type: 'content-delta', index: 0, delta: { message: { content: { text: 'It' } } } },
        { type: 'citation-start', index: 0, delta: { message: { citations: citation } } },
        { type: 'citation-end', index: 0 },
      ],
      v2,
    );
    assert.equal(decoded.textChars, 2);
    assert.deepEqual(
      decoded.events.map(({ flags }) => flags),
      [EventFlag.text, 0, 0],
    );
  });

  it('goes by the name of the event where its data has no type', () => {
    const event = toSse({ delta: { message: { content: { text: 'Hi' } } } });
    assert.equal(decodePieces([`event: content-delta\n${event}`], v2).text, 'Hi');
  });

  it('counts what the model read; what is billed stands in where nothing else is told', () => {
    const billed_units = { input_tokens: 5, output_tokens: 9 };
    const told = { billed_units, tokens: { input_tokens: 71, output_tokens: 11 }, cached_tokens: 48 };
    const usageOf = (usage: unknown) => decodeMessages([end({ finish_reason: 'COMPLETE', usage })], v2).usage;
    const plain = { cacheWriteTokens: 0, reasoningTokens: null };
    assert.deepEqual(usageOf(told), { ...plain, inputTokens: 71, outputTokens: 11, cachedTokens: 48 });
    assert.deepEqual(usageOf({ billed_units }), {
      ...plain,
      inputTokens: 5,
      outputTokens: 9,
      cachedTokens: 0,
    });
    assert.equal(usageOf({ tokens: { output_tokens: 4 } })?.inputTokens, null);
    assert.equal(usageOf(undefined), null);
    assert.equal(usageOf({ tokens: null }), null);
  });

  it('takes some finish reasons for failures, with or without a sentence', () => {
    const errorOf = (delta: Record<string, unknown>) => decodeMessages([end(delta)], v2).error;
    assert.deepEqual(errorOf({ finish_reason: 'ERROR', error: 'Overloaded.' }), {
      type: 'ERROR',
      message: 'Overloaded.',
    });
    assert.deepEqual(errorOf({ finish_reason: 'TIMEOUT' }), {
      type: 'TIMEOUT',
      message: 'The server broke off with TIMEOUT.',
    });
    assert.equal(errorOf({ finish_reason: 'MAX_TOKENS' }), null);
  });

  it('reads an answer in one piece', () => {
    const document = {
      id: 'm1',
      finish_reason: 'TOOL_CALL',
      message: {
        role: 'assistant',
        tool_plan: 'First ',
        content: [
          { type: 'thinking', thinking: 'hm' },
          { type: 'text', text: 'Yes' },
        ],
        tool_calls: [{ id: 'a', type: 'function', function: { name: 'look', arguments: '{}' } }],
      },
      usage: { tokens: { input_tokens: 3, output_tokens: 2 } },
    };
    const decoded = decodeDocument(document, v2);
    assert.deepEqual(
      [decoded.reasoning, decoded.text, decoded.finishReason],
      ['First hm', 'Yes', 'TOOL_CALL'],
    );
    assert.deepEqual(decoded.toolCalls, [{ id: 'a', name: 'look', arguments: '{}', argumentChars: 2 }]);
    assert.equal(decoded.usage?.inputTokens, 3);
    assert.equal(decodeDocument({ message: 'Hi' }, v2).undecoded, notChat);
  });
});

const notChat = 'The server answered JSON that is not a Cohere Chat answer.';

describe('Cohere Chat, version 1', () => {
  const finish = {
    event_type: 'stream-end',
    finish_reason: 'COMPLETE',
    response: {
      text: 'It works',
      generation_id: 'g1',
      meta: { tokens: { input_tokens: 7, output_tokens: 2 }, billed_units: { input_tokens: 1 } },
    },
  };

  it('counts the text once, though the end repeats it', () => {
    const decoded = decodeMessages(
      [
        { is_finished: false, event_type: 'stream-start', generation_id: 'g1' },
        { is_finished: false, event_type: 'text-generation', text: 'It' },
        { is_finished: false, event_type: 'text-generation', text: ' works' },
        { is_finished: false, event_type: 'citation-generation', citations: [{ text: 'It' }] },
        { is_finished: true, ...finish },
      ],
      v1,
    );
    assert.deepEqual([decoded.text, decoded.responseId, decoded.endMarker], ['It works', 'g1', 'stream-end']);
    assert.deepEqual([decoded.usage?.inputTokens, decoded.usage?.outputTokens], [7, 2]);
    assert.equal(decoded.events.at(-1)?.flags, EventFlag.finish | EventFlag.usage | EventFlag.endMarker);
    assert.equal(decoded.undecoded, null);
  });

  it('reads a stream of lines', () => {
    const events = [{ event_type: 'text-generation', text: 'It' }, finish];
    const headers = { 'content-type': 'application/stream+json' };
    const decoded = decodePieces(
      events.map((event) => `${JSON.stringify(event)}\n`),
      { ...v1, headers },
    );
    assert.deepEqual([decoded.text, decoded.streamed, decoded.endMarker], ['It', true, 'stream-end']);
    assert.deepEqual(
      decoded.events.map(({ at }) => at),
      [0, 1],
    );
  });

  it('reads tool calls in pieces and does not count them again as a whole', () => {
    const piece = (delta: unknown, text?: string) => ({
      event_type: 'tool-calls-chunk',
      tool_call_delta: delta,
      text,
    });
    const whole = [{ name: 'look', parameters: { x: 1 } }];
    const decoded = decodeMessages(
      [
        piece(undefined, 'I will look.'),
        piece({ index: 0, name: 'look' }),
        piece({ index: 0, parameters: '{"x":' }),
        piece({ index: 0, parameters: '1}' }),
        { event_type: 'tool-calls-generation', text: 'I will look.', tool_calls: whole },
        finish,
      ],
      v1,
    );
    assert.equal(decoded.reasoning, 'I will look.');
    assert.deepEqual(decoded.toolCalls, [
      { id: undefined, name: 'look', arguments: '{"x":1}', argumentChars: 7 },
    ]);
    const alone = decodeMessages([{ event_type: 'tool-calls-generation', tool_calls: whole }], v1);
    assert.equal(alone.toolCalls[0]?.arguments, '{"x":1}');
  });

  it('takes reasons that begin with ERROR for failures', () => {
    const decoded = decodeMessages([{ ...finish, finish_reason: 'ERROR_LIMIT' }], v1);
    assert.equal(decoded.error?.type, 'ERROR_LIMIT');
  });

  it('reads an answer in one piece', () => {
    const document = {
      text: 'Yes',
      generation_id: 'g1',
      finish_reason: 'COMPLETE',
      tool_calls: [{ name: 'look', parameters: { x: 1 } }],
      meta: { billed_units: { input_tokens: 1, output_tokens: 2 } },
    };
    const decoded = decodeDocument(document, v1);
    assert.deepEqual([decoded.text, decoded.finishReason], ['Yes', 'COMPLETE']);
    assert.equal(decoded.toolCalls[0]?.arguments, '{"x":1}');
    assert.equal(decoded.usage?.outputTokens, 2);
    assert.equal(decodeDocument({ text: 'Hi' }, v1).undecoded, notChat);
  });
});
