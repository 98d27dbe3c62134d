import assert from 'node:assert/strict';
import { findCases } from '../../../../src/completion/suite/findCases';
import { readGood, suiteWith } from './markedSuite';

const text = suiteWith(`"cases": [
  // The first.
  { "name": "one", "prefix": "a  b" },
  {
    "name": "two",
    "prefix": "c",
    "expect": { "text": "d" },
  },
]`);
const hashesOf = (some: string) => [...findCases(some).values()].map(({ hash }) => hash);

describe('findCases', () => {
  it('finds the line of each case, and what its suite says of it as the suite itself does', () => {
    const { cases } = readGood(text);
    assert.deepEqual(
      [...findCases(text)].map(([name, { line, hash }]) => [name, line, hash]),
      cases.map(({ name, line, hash }) => [name, line, hash]),
    );
    assert.deepEqual(
      [...findCases(text).values()].map(({ line }) => line),
      [3, 4],
    );
  });

  it('tells that any line of a case has changed, and which case it is', () => {
    const [one, two] = hashesOf(text);
    assert.deepEqual(hashesOf(text.replace('"text": "d"', '"text": "e"'))[0], one);
    for (const [from, to] of [
      ['"text": "d"', '"text": "e"'],
      ['"prefix": "c"', '"prefix": "c "'],
      ['"expect"', '"repeats": 3, "expect"'],
    ] as const) {
      assert.notEqual(hashesOf(text.replace(from, to))[1], two);
    }
    assert.notEqual(hashesOf(text.replace('a  b', 'a b'))[0], one, 'blanks of code count');
  });

  it('takes no comment and no layout for a change', () => {
    const other = text.replace('// The first.', '// Another word.').replace('"text": "d"', '\n"text":   "d"');
    assert.deepEqual(hashesOf(other), hashesOf(text));
  });

  it('finds those that can be read while the file is being typed', () => {
    const [one] = hashesOf(text);
    assert.equal(findCases(text.replace('"text": "d"', '"text":')).get('one')?.hash, one);
    assert.deepEqual(
      [findCases('').size, findCases('{ "cases": 3 }').size, findCases('{"cases":[1,{}]}').size],
      [0, 0, 0],
    );
  });
});
