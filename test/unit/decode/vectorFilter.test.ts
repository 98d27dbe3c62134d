import assert from 'node:assert/strict';
import fc from 'fast-check';
import { VectorFilter } from '../../../src/decode/body/vectorFilter';

/** Filters a text that comes in pieces of this length. */
function filter(text: string, length = text.length): string {
  const vectors = new VectorFilter();
  let kept = '';
  for (let at = 0; at < text.length; at += length) kept += vectors.push(text.slice(at, at + length));
  return kept + vectors.end();
}

const numbers = Array.from({ length: 100 }, (_, index) => (index - 50) / 7);
const base64 = 'AACAPwAAAEA='.repeat(40);

describe('VectorFilter', () => {
  it('empties vectors, as numbers and as base64, and leaves all else', () => {
    const answer = {
      data: [{ index: 0, embedding: numbers }, { index: 1, embedding: base64 }, { embedding: [1, 2, 3] }],
      text: 'words and more words '.repeat(40),
      usage: { prompt_tokens: 2, total: [], deep: [[numbers, numbers]] },
    };
    const emptied = {
      ...answer,
      data: [{ index: 0, embedding: [0] }, { index: 1, embedding: '' }, { embedding: [1, 2, 3] }],
      usage: { ...answer.usage, deep: [[[0], [0]]] },
    };
    for (const indent of [0, 2]) {
      const text = JSON.stringify(answer, null, indent);
      for (const length of [1, 7, 255, 256, 257, text.length])
        assert.deepEqual(JSON.parse(filter(text, length)), emptied, `${indent} ${length}`);
    }
  });

  it('leaves documents without vectors as they are, however they are cut', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.integer({ min: 1, max: 50 }), (text, length) => {
        assert.equal(filter(text, length), text);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
