import assert from 'node:assert/strict';
import { checkRepeats } from '../../../../src/completion/suite/checkRepeats';
import { readGood, suiteWith } from './markedSuite';

const budget = '"budget": { "total": 500 }';

/** What is said of a suite, with the text that it is said at. */
function check(...settings: readonly string[]): [string, string][] {
  const text = suiteWith(...settings);
  return checkRepeats(text, readGood(text)).map(({ line, column, endColumn, severity, message }) => {
    assert.deepEqual([line, severity], [1, 'warning']);
    return [text.slice(column - 1, endColumn - 1), message];
  });
}

describe('checkRepeats', () => {
  it('warns of a number of requests that can never pass, and says which can', () => {
    assert.deepEqual(check(budget, '"repeats": 10'), [
      [
        '10',
        '10 requests can never show that the p95 is kept: that takes at least 59, or a percentile of at most 74.',
      ],
    ]);
    assert.match(
      check(budget, '"repeats": 58')[0]?.[1] ?? '',
      /^58 requests .* at least 59, .* at most 94\.$/,
    );
    assert.deepEqual(check(budget, '"repeats": 59'), []);
    assert.deepEqual(check('"budget": { "total": 500, "percentile": 74 }', '"repeats": 10'), []);
  });

  it('says nothing where nothing is limited', () => {
    assert.deepEqual(check('"repeats": 1'), []);
  });

  it('says it at the percentile where the number of requests is not written', () => {
    assert.deepEqual(check(budget), []);
    const [[place, message] = []] = check('"budget": { "total": 500, "percentile": 99 }');
    assert.equal(place, '99');
    assert.match(message ?? '', /^60 requests .* p99 is kept: that takes at least 299,/);
    assert.equal(check('"budget": { "total": 500, "confidence": 99 }')[0]?.[0], '"budget"');
  });

  it('takes each case by its own number and its own budget', () => {
    const cases = [
      '{ "name": "enough", "prefix": "a" }',
      '{ "name": "few", "prefix": "a", "repeats": 5 }',
      '{ "name": "sharp", "prefix": "a", "budget": { "ttft": 9 }, "repeats": 58 }',
    ];
    const text = suiteWith(budget, '"repeats": 60', `"cases": [${cases.join(', ')}]`);
    assert.deepEqual(
      checkRepeats(text, readGood(text)).map(({ column, endColumn }) =>
        text.slice(column - 1, endColumn - 1),
      ),
      ['5', '58'],
    );
  });

  it('takes a level of a sweep by all of its requests', () => {
    assert.deepEqual(check(budget, '"sweep": { "requests": 60 }'), []);
    const [[place, message] = []] = check(budget, '"sweep": { "requests": 20 }');
    assert.equal(place, '20');
    assert.match(message ?? '', /^At each level, 20 requests can never show that the p95 is kept/);
  });
});
