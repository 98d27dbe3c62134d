import assert from 'node:assert/strict';
import { decideOutcome } from '../../../src/decode/decideOutcome';
import { EventFlag } from '../../../src/model/streamEvent';
import { decodeDocument, decodeMessages, decodePieces, type ResponseSetup } from './decodeText';

const interactions: ResponseSetup = { style: 'gemini.interactions' };

const created = {
  event_type: 'interaction.created',
  interaction: { id: 'i', model: 'gemini-x', status: 'in_progress' },
};
const completed = (status: string, more: object = {}) => ({
  event_type: 'interaction.completed',
  interaction: { id: 'i', status, ...more },
});
const start = (index: number, step: object) => ({ event_type: 'step.start', index, step });
const delta = (index: number, of: object) => ({ event_type: 'step.delta', index, delta: of });
const decode = (...messages: object[]) => decodeMessages([created, ...messages], interactions);
const outcomeOf = (...messages: object[]) => decideOutcome(decode(...messages), 200, 'eof');

describe('decoding Gemini Interactions', () => {
  it('counts sound, pictures and what runs on the server as output, but not what that brings', () => {
    const { flags, decoded } = flagsOf(
      delta(0, { type: 'audio', data: 'AAAA' }),
      delta(1, { type: 'image', uri: 'https://host/a.png' }),
      start(2, { type: 'code_execution_call', id: 'x', arguments: {} }),
      delta(2, { type: 'code_execution_call', arguments: { code: '1' } }),
      delta(3, { type: 'code_execution_result', result: '1' }),
      delta(4, { type: 'text_annotation', annotations: [] }),
      { event_type: 'step.stop', index: 4 },
      completed('completed'),
    );
    const { audio, image, tool, finish } = EventFlag;
    assert.deepEqual(flags, [0, audio, image, 0, tool, 0, 0, 0, finish]);
    assert.deepEqual(decoded.toolCalls, []);
    assert.equal(decoded.undecoded, null);
  });

  it('goes by the name of the event where the message has no type', () => {
    const event = `event: step.delta\ndata: ${JSON.stringify({ index: 0, delta: { type: 'text', text: 'Hi' } })}\n\n`;
    assert.equal(decodePieces([event], interactions).text, 'Hi');
  });

  it('takes thoughts for part of the output where the sum says so', () => {
    const usage = (total_tokens?: number) =>
      decode(
        completed('completed', {
          usage: {
            total_input_tokens: 10,
            total_tool_use_tokens: 5,
            total_output_tokens: 8,
            total_thought_tokens: 3,
            total_tokens,
          },
        }),
      ).usage;
    assert.deepEqual(usage(23), {
      inputTokens: 15,
      outputTokens: 8,
      cachedTokens: 0,
      cacheWriteTokens: 0,
      reasoningTokens: 3,
    });
    assert.equal(usage(26)?.outputTokens, 11);
    assert.equal(usage()?.outputTokens, 11);
  });

  it('keeps what was counted before a stream broke off', () => {
    const decoded = decode({
      ...delta(0, { type: 'text', text: 'a' }),
      metadata: { total_usage: { total_input_tokens: 4, total_output_tokens: 1 } },
    });
    assert.deepEqual([decoded.usage?.inputTokens, decoded.usage?.outputTokens], [4, 1]);
  });

  it('tells how an interaction ended', () => {
    const text = delta(0, { type: 'text', text: 'a' });
    const status = (name: string) => ({ event_type: 'interaction.status_update', status: name });
    assert.equal(outcomeOf(text, completed('completed')).outcome, 'complete');
    assert.equal(outcomeOf(text, completed('incomplete')).outcome, 'complete');
    assert.equal(outcomeOf(text, completed('cancelled')).outcome, 'cancelled');
    assert.equal(outcomeOf(text, status('in_progress')).outcome, 'truncated');
    assert.equal(outcomeOf(text, status('budget_exceeded')).outcome, 'complete');
    assert.deepEqual(outcomeOf(completed('failed', { errors: [{ code: 'INTERNAL', message: 'No.' }] })), {
      outcome: 'error',
      failure: { type: 'INTERNAL', message: 'No.' },
    });
    assert.equal(outcomeOf(completed('failed')).failure?.type, 'failed');
    assert.deepEqual(
      outcomeOf(text, { event_type: 'error', error: { code: 'UNAVAILABLE', message: 'Later.' } }),
      { outcome: 'error', failure: { type: 'UNAVAILABLE', message: 'Later.' } },
    );
  });

  it('reads a whole interaction', () => {
    const decoded = decodeDocument(
      {
        id: 'i',
        object: 'interaction',
        model: 'gemini-x',
        status: 'requires_action',
        steps: [
          { type: 'user_input', content: [{ type: 'text', text: 'Question' }] },
          { type: 'thought', summary: [{ type: 'text', text: 'Hm.' }] },
          { type: 'model_output', content: [{ type: 'text', text: 'Let me look.' }] },
          { type: 'function_call', id: 'c', name: 'look', arguments: { at: 1 } },
        ],
      },
      interactions,
    );
    assert.deepEqual([decoded.reasoning, decoded.text], ['Hm.', 'Let me look.']);
    assert.deepEqual(decoded.toolCalls, [{ id: 'c', name: 'look', arguments: '{"at":1}', argumentChars: 8 }]);
    assert.equal(decoded.finishReason, 'requires_action');
    assert.equal(
      decodeDocument({ id: 'i' }, interactions).undecoded,
      'The server answered JSON that is not a Gemini interaction.',
    );
  });
});

function flagsOf(...messages: object[]) {
  const decoded = decode(...messages);
  return { decoded, flags: decoded.events.map(({ flags }) => flags) };
}
