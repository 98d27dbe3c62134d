import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findWireStyle } from '../../../src/decode/findWireStyle';
import { decodeMessages, decodePieces, json } from './decodeText';
import { assertSound } from './properties/soundness';

const styles = ['gemini.generate', 'gemini.interactions', 'gemini.live.ws', 'gemini.embeddings'] as const;

/** What decoders of Gemini's APIs look for: names of members, and values that they tell things by. */
const names = fc.constantFrom(
  ...[
    'candidates',
    'content',
    'parts',
    'text',
    'thought',
    'functionCall',
    'name',
    'id',
    'args',
    'partialArgs',
  ],
  ...[
    'jsonPath',
    'stringValue',
    'numberValue',
    'boolValue',
    'willContinue',
    'inlineData',
    'mimeType',
    'data',
  ],
  ...[
    'executableCode',
    'code',
    'codeExecutionResult',
    'finishReason',
    'index',
    'promptFeedback',
    'blockReason',
  ],
  ...['usageMetadata', 'promptTokenCount', 'candidatesTokenCount', 'thoughtsTokenCount', 'error', 'message'],
  ...['serverContent', 'modelTurn', 'turnComplete', 'interrupted', 'outputTranscription', 'toolCall'],
  ...['functionCalls', 'interaction', 'event_type', 'step', 'delta', 'type', 'arguments', 'summary', 'steps'],
  ...[
    'usage',
    'total_output_tokens',
    'status',
    'errors',
    'embedding',
    'embeddings',
    'predictions',
    '__proto__',
  ],
);
const values = fc.constantFrom(
  ...[
    'interaction.completed',
    'step.start',
    'step.delta',
    'error',
    'function_call',
    'arguments_delta',
    'text',
  ],
  ...['thought_summary', 'model_output', 'STOP', 'failed', 'audio/pcm', '$.a[0].b', "$['c']", '$', '[[[', ''],
  ...[null, true, 0, -1, 1.5, 1e300, Number.MAX_SAFE_INTEGER, 'NaN'],
);
const { value: anything } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    values,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 6, noNullPrototype: true }),
  ),
}));

describe('hostile answers in the names of Gemini', () => {
  it('are survived as a stream, an array and a document', () => {
    fc.assert(
      fc.property(fc.constantFrom(...styles), fc.array(anything, { maxLength: 6 }), (style, messages) => {
        assertSound(decodeMessages(messages, { style }));
        assertSound(decodePieces([JSON.stringify(messages)], { style, headers: json }));
        for (const message of messages)
          assertSound(decodePieces([JSON.stringify(message)], { style, headers: json }));
      }),
      { numRuns: 800, seed: 1 },
    );
  });

  it('give an array the same content however it is cut, and whatever stands around it', () => {
    const text = fc
      .array(anything, { maxLength: 5 })
      .map((messages) => `${JSON.stringify(messages, null, 1)}]}`);
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 30 }), (body, length) => {
        const pieces = body.match(new RegExp(`[^]{1,${length}}`, 'g')) ?? [];
        const setup = { style: 'gemini.generate', headers: json };
        const { reads: _, events, ...cut } = decodePieces(pieces, setup);
        const { reads: __, events: all, ...whole } = decodePieces([body], setup);
        assert.deepEqual(cut, whole);
        assert.deepEqual(
          events.map(({ flags, chars }) => [flags, chars]),
          all.map(({ flags, chars }) => [flags, chars]),
        );
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('are survived when they are nested beyond any sense', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const bodies = [
      `{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":${deep}}}]}}]}`,
      `{"serverContent":${deep}}`,
      `{"event_type":"step.start","step":{"type":"function_call","name":"f","arguments":${deep}}}`,
      `{"embeddings":${deep}}`,
    ];
    for (const style of styles) {
      for (const body of bodies) {
        assertSound(decodePieces([body], { style, headers: json }));
        assertSound(decodePieces([`[${body}]`], { style, headers: json }));
        assertSound(decodePieces([`data: ${body}\n\n`], { style }));
      }
    }
  });

  it('and requests are survived as well', () => {
    const url = new URL('https://host/v1/models/m:streamGenerateContent');
    fc.assert(
      fc.property(fc.constantFrom(...styles), anything, (style, body) => {
        const bytes = new TextEncoder().encode(JSON.stringify(body));
        assert.equal(findWireStyle(style).describeRequest(bytes, url, {}).bytes, bytes.length);
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});
