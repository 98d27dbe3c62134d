import assert from 'node:assert/strict';
import { findWireStyle } from '../../../src/decode/findWireStyle';
import type { RequestFacts } from '../../../src/model/attempt';

const url = new URL('https://api.example/v1/x');

function describeBody(style: string, body: unknown): RequestFacts {
  return findWireStyle(style).describeRequest(new TextEncoder().encode(JSON.stringify(body)), url, {});
}

/** The parts of a prompt in short: kind, ids, `^` for a mark. */
function draw(style: string, body: unknown): string[] {
  return (describeBody(style, body).prompt ?? []).map(({ kind, toolCalls = [], cacheMark }) =>
    [kind, ...toolCalls, ...(cacheMark ? ['^'] : [])].join(' '),
  );
}

const mark = { cache_control: { type: 'ephemeral' } };

describe('prompt of a request', () => {
  it('of Chat Completions', () => {
    const call = (id: string) => ({ id, type: 'function', function: { name: 'f', arguments: '{}' } });
    const messages = [
      { role: 'developer', content: 'Be short.' },
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      { role: 'assistant', content: null, tool_calls: [call('a'), call('b')] },
      { role: 'tool', tool_call_id: 'a', content: '1' },
      { role: 'tool', tool_call_id: 'b', content: '2' },
      { role: 'assistant', content: 'Done.' },
    ];
    const expected = ['system', 'user', 'assistant a b', 'toolResult a', 'toolResult b', 'assistant'];
    assert.deepEqual(draw('openai.chat', { messages, tools: [{ type: 'function' }] }), [
      'tools',
      ...expected,
    ]);
    assert.deepEqual(draw('openai.chat', { messages, functions: [], tools: [] }), expected);
    assert.deepEqual(draw('openai.chat', { prompt: 'a(', suffix: ')' }), ['user', 'other'], 'Mistral’s FIM');
    assert.equal(describeBody('openai.chat', { messages: [] }).prompt, undefined);
  });

  it('of Anthropic Messages', () => {
    const body = {
      tools: [
        { name: 'f', input_schema: {} },
        { name: 'g', input_schema: {}, ...mark },
      ],
      system: [
        { type: 'text', text: 'Be short.', ...mark },
        { type: 'text', text: 'It is noon.' },
      ],
      messages: [
        { role: 'user', content: 'Hi' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'Wait.' },
            { type: 'tool_use', id: 'a', name: 'f', input: {} },
            { type: 'tool_use', id: 'b', name: 'g', input: {} },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'a', content: '1' },
            { type: 'tool_result', tool_use_id: 'b', content: '2', ...mark },
          ],
        },
      ],
    };
    const expected = ['tools ^', 'system ^', 'system', 'user', 'assistant a b'];
    assert.deepEqual(draw('anthropic.messages', body), [...expected, 'toolResult a b ^']);
    const messages = [{ role: 'user', content: 'Hi' }];
    assert.deepEqual(draw('anthropic.messages', { system: 'Be short.', messages, ...mark }), [
      'system',
      'user ^',
    ]);
    const { continues, continuesResponse } = describeBody('anthropic.messages', {
      thread: { previous_message_id: 'msg_1' },
      messages,
    });
    assert.deepEqual([continues, continuesResponse], [true, 'msg_1']);
  });
});
