import assert from 'node:assert/strict';
import { creditAnswers } from '../../../../src/ingest/quotes/creditAnswers';

const credit = (found: Readonly<Record<string, readonly number[]>>, share = 0.1) =>
  creditAnswers(Object.entries(found).map(([answer, places]) => ({ answer, places, share })));

describe('creditAnswers', () => {
  it('names all whose words are in places of their own', () => {
    assert.deepEqual(credit({ a: [0, 1, 2], b: [9, 10], c: [20] }), ['a', 'b', 'c']);
  });

  it('leaves out who has only words within or right beside those of another', () => {
    assert.deepEqual(credit({ b: [1], a: [0, 2, 5], c: [3, 4, 6] }), ['a']);
    assert.deepEqual(credit({ b: [0, 8], a: [0, 1, 2] }), ['a', 'b']);
  });

  it('names who is there as a whole, though another has the same words', () => {
    assert.deepEqual(credit({ b: [1, 2], a: [0, 1, 2, 3] }, 0.9), ['a', 'b']);
  });

  it('names together who can’t be told apart', () => {
    assert.deepEqual(credit({ a: [0, 3], b: [0, 3], c: [0] }), ['a', 'b']);
    assert.deepEqual(credit({}), []);
  });
});
