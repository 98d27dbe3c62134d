import assert from 'node:assert/strict';
import fc from 'fast-check';
import { eventStreamMessage } from '../../probe/support/eventStream';
import { decodePieces, json } from './decodeText';

/** Members that Bedrock's own messages have, and those of the models behind it. */
const members = [
  ...['start', 'delta', 'toolUse', 'toolUseId', 'name', 'input', 'text', 'reasoningContent', 'reasoningText'],
  ...[
    'image',
    'source',
    'bytes',
    'contentBlockIndex',
    'stopReason',
    'usage',
    'metrics',
    'latencyMs',
    'output',
  ],
  ...[
    'message',
    'content',
    'citationsContent',
    'inputTokens',
    'totalTokens',
    'amazon-bedrock-invocationMetrics',
  ],
  ...[
    'outputText',
    'results',
    'generation',
    'generations',
    'outputs',
    'choices',
    'event_type',
    'type',
    'images',
  ],
  ...['embedding', 'contentBlockDelta', 'messageStop', 'metadata', 'stop_reason', '__proto__', 'constructor'],
];
const kinds = ['chunk', 'contentBlockStart', 'contentBlockDelta', 'messageStop', 'metadata', '__proto__', ''];

const { value: message } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(null, true, 0, -1, 1.5, 1e300, '', 'a', 'text_delta', 'message_start', 'stream-end'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...members), tie('value'), { maxKeys: 6, noNullPrototype: true }),
  ),
}));

const inBase64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

describe('hostile messages of Bedrock', () => {
  for (const style of ['bedrock.converse', 'bedrock.invoke']) {
    it(`are read without a mishap in any form: ${style}`, () => {
      fc.assert(
        fc.property(fc.array(fc.tuple(fc.constantFrom(...kinds), message), { maxLength: 5 }), (messages) => {
          const plain = messages.map(([kind, value]) => eventStreamMessage(kind, { ...Object(value) }));
          const wrapped = messages.map(([kind, value]) =>
            eventStreamMessage(kind, { bytes: inBase64(value) }),
          );
          const documents = messages.map(([, value]) => JSON.stringify(value));
          const decoded = [
            ...[plain, wrapped].map((pieces) => decodePieces(pieces, { style })),
            ...documents.map((document) => decodePieces([document], { style, headers: json })),
          ];
          for (const { undecoded } of decoded) assert.notEqual(undecoded, 'The body could not be decoded.');
        }),
        { numRuns: 1000, seed: 1 },
      );
    });
  }
});
