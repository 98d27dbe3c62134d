import assert from 'node:assert/strict';
import { EventFlag } from '../../../src/model/streamEvent';
import { decodeDocument, decodeNamed } from './decodeText';

const style = 'lmstudio.chat';
const stats = {
  input_tokens: 329,
  total_output_tokens: 268,
  reasoning_output_tokens: 5,
  tokens_per_second: 43.7,
  time_to_first_token_seconds: 0.781,
};
const usage = {
  inputTokens: 329,
  outputTokens: 268,
  cachedTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: 5,
};

describe('LM Studio chat', () => {
  const tool = (type: string, more: object = {}) => ({ type: `tool_call.${type}`, tool: 'look', ...more });
  const stream = [
    { type: 'chat.start', model_instance_id: 'm' },
    { type: 'model_load.start', model_instance_id: 'm' },
    { type: 'model_load.progress', model_instance_id: 'm', progress: 0.5 },
    { type: 'model_load.end', model_instance_id: 'm', load_time_seconds: 12.34 },
    { type: 'prompt_processing.start' },
    { type: 'prompt_processing.end' },
    { type: 'reasoning.start' },
    { type: 'reasoning.delta', content: 'Need to look' },
    { type: 'reasoning.end' },
    tool('start'),
    tool('arguments', { arguments: { x: 1 } }),
    tool('success', { arguments: { x: 1 }, output: 'found' }),
    tool('start'),
    tool('arguments', { arguments: { x: 2 } }),
    tool('failure', { reason: 'gone' }),
    { type: 'message.start' },
    { type: 'message.delta', content: 'It' },
    { type: 'message.delta', content: ' works' },
    { type: 'message.end' },
    {
      type: 'chat.end',
      result: {
        model_instance_id: 'm',
        output: [{ type: 'message', content: 'It works' }],
        stats,
        response_id: 'resp_1',
      },
    },
  ];

  it('reads a stream, and its end only for what is new in it', () => {
    const decoded = decodeNamed(stream, { style });
    assert.deepEqual([decoded.text, decoded.reasoning], ['It works', 'Need to look']);
    assert.deepEqual(
      decoded.toolCalls.map(({ name, arguments: text }) => [name, text]),
      [
        ['look', '{"x":1}'],
        ['look', '{"x":2}'],
      ],
    );
    assert.deepEqual([decoded.model, decoded.responseId, decoded.endMarker], ['m', 'resp_1', 'chat.end']);
    assert.deepEqual(decoded.usage, usage);
    assert.deepEqual(decoded.serverTimings, { loadMs: 12340, ttftMs: 781 });
    assert.equal(decoded.events[9]?.flags, EventFlag.tool | EventFlag.toolStart);
    assert.equal(decoded.events[6]?.flags, 0);
    assert.equal(decoded.pingCount, 0);
    assert.deepEqual(decoded.remarks, []);
  });

  it('reports the error of a stream', () => {
    const error = { type: 'model_not_found', message: 'No such model.' };
    assert.deepEqual(decodeNamed([{ type: 'error', error }], { style }).error, error);
    const { error: wordless } = decodeNamed([{ type: 'error' }], { style });
    assert.match(wordless?.message ?? '', /did not say which/);
  });

  it('reads an answer in one piece', () => {
    const document = {
      model_instance_id: 'm',
      output: [
        { type: 'reasoning', content: 'Hm' },
        { type: 'tool_call', tool: 'look', arguments: { x: 1 }, output: 'found' },
        { type: 'message', content: 'Yes' },
      ],
      stats: { ...stats, model_load_time_seconds: 2 },
      response_id: 'resp_1',
    };
    const decoded = decodeDocument(document, { style });
    assert.deepEqual([decoded.text, decoded.reasoning, decoded.model], ['Yes', 'Hm', 'm']);
    assert.equal(decoded.toolCalls[0]?.arguments, '{"x":1}');
    assert.deepEqual(decoded.usage, usage);
    assert.deepEqual(decoded.serverTimings, { loadMs: 2000, ttftMs: 781 });
    assert.equal(
      decodeDocument({ output: [] }, { style }).undecoded,
      'The server answered JSON that is not an answer of LM Studio.',
    );
  });
});
