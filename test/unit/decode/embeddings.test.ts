import assert from 'node:assert/strict';
import { decideOutcome } from '../../../src/decode/decideOutcome';
import { findWireStyle } from '../../../src/decode/findWireStyle';
import { EventFlag } from '../../../src/model/streamEvent';
import { decodeDocument, decodePieces, json } from './decodeText';

const vector = [0.25, -1];

/** Answers of each kind, with the tokens that went in; null where the server doesn't say. */
const answers: readonly [style: string, document: object, tokens: number | null][] = [
  ['openai.embeddings', { data: [{ embedding: vector }], usage: { prompt_tokens: 3, total_tokens: 3 } }, 3],
  ['openai.embeddings', { data: [{ embedding: 'AACAPw==' }], usage: { total_tokens: 4 } }, 4],
  ['openai.embeddings', { data: [{ embedding: vector }] }, null],
  ['gemini.embeddings', { embedding: { values: vector } }, null],
  ['gemini.embeddings', { embeddings: [{ values: vector }] }, null],
  ['gemini.embeddings', { embedding: { values: vector }, usageMetadata: { promptTokenCount: 5 } }, 5],
  [
    'gemini.embeddings',
    {
      predictions: [
        { embeddings: { values: vector, statistics: { token_count: 2, truncated: false } } },
        { embeddings: { values: vector, statistics: { token_count: 7, truncated: false } } },
      ],
    },
    9,
  ],
  [
    'cohere.embeddings',
    { id: 'a', embeddings: { float: [vector] }, meta: { billed_units: { input_tokens: 6 } } },
    6,
  ],
  ['cohere.embeddings', { id: 'a', embeddings: [vector], meta: { api_version: { version: '1' } } }, null],
  ['ollama.embeddings', { model: 'm', embeddings: [vector], prompt_eval_count: 8 }, 8],
  ['ollama.embeddings', { embedding: vector }, null],
];

describe('decoding embeddings', () => {
  for (const [style, document, tokens] of answers) {
    it(`reads ${style}: ${JSON.stringify(document).slice(0, 60)}`, () => {
      const decoded = decodeDocument(document, { style });
      assert.equal(decoded.undecoded, null);
      assert.equal(decoded.usage?.inputTokens ?? null, tokens);
      assert.equal(decoded.usage?.outputTokens ?? 0, 0);
      assert.deepEqual(
        decoded.events.map(({ flags }) => flags),
        [EventFlag.finish | (tokens === null ? 0 : EventFlag.usage)],
      );
      assert.deepEqual([decoded.streamed, decoded.finishReason], [false, null]);
      assert.equal(decideOutcome(decoded, 200, 'eof').outcome, 'complete');
    });
  }

  it('reads answers of any size: nothing is kept of their vectors', () => {
    const base64 = JSON.stringify({ embedding: 'AACAPw=='.repeat(1024) });
    const pieces = [
      '{"data":[',
      ...Array(2999).fill(`${base64},`),
      base64,
      '],"model":"m","usage":{"prompt_tokens":7}}',
    ];
    const decoded = decodePieces(pieces, { style: 'openai.embeddings', headers: json });
    assert.ok(decoded.bytes > 24_000_000);
    assert.deepEqual([decoded.undecoded, decoded.usage?.inputTokens, decoded.model], [null, 7, 'm']);
  });

  it('says when there are none', () => {
    for (const style of ['openai', 'gemini', 'cohere', 'ollama'].map((name) => `${name}.embeddings`)) {
      assert.match(
        decodeDocument({ ok: true }, { style }).undecoded ?? '',
        /JSON that is not an? .+ answer\.$/,
      );
    }
    const none = decodeDocument({ data: [] }, { style: 'openai.embeddings' });
    assert.equal(decideOutcome(none, 200, 'eof').outcome, 'empty');
  });

  it('tells the error that came instead', () => {
    const decoded = decodeDocument({ error: 'model not found' }, { style: 'ollama.embeddings', status: 404 });
    assert.deepEqual(decoded.error, { type: 'http_404', message: 'model not found' });
  });

  it("keeps Ollama's own times, which are in nanoseconds", () => {
    const document = { embeddings: [vector], total_duration: 14_143_917, load_duration: 1_019_500 };
    const decoded = decodeDocument(document, { style: 'ollama.embeddings' });
    assert.deepEqual(decoded.serverTimings, { totalMs: 14.144, loadMs: 1.02 });
  });

  it('counts what is to be embedded', () => {
    const cases: readonly [style: string, body: object, count: number | undefined][] = [
      ['openai.embeddings', { input: 'one' }, 1],
      ['openai.embeddings', { input: ['one', 'two'] }, 2],
      ['openai.embeddings', { input: [1, 2, 3] }, 1],
      ['openai.embeddings', { input: [[1, 2], [3]] }, 2],
      ['gemini.embeddings', { content: { parts: [{ text: 'one' }] } }, 1],
      ['gemini.embeddings', { requests: [{}, {}] }, 2],
      ['gemini.embeddings', { instances: [{ content: 'one' }] }, 1],
      ['gemini.embeddings', {}, undefined],
      ['cohere.embeddings', { texts: ['one', 'two'] }, 2],
      ['cohere.embeddings', { images: ['data:'] }, 1],
      ['ollama.embeddings', { input: ['one', 'two'] }, 2],
      ['ollama.embeddings', { prompt: 'one' }, 1],
    ];
    const url = new URL('https://host/v1beta/models/embedder-1:embedContent');
    for (const [style, body, count] of cases) {
      const bytes = new TextEncoder().encode(JSON.stringify({ model: 'embedder-1', ...body }));
      const { streamed, model, messageCount } = findWireStyle(style).describeRequest(bytes, url, {});
      assert.deepEqual([streamed, model, messageCount], [false, 'embedder-1', count], JSON.stringify(body));
    }
  });
});
