import assert from 'node:assert/strict';
import fc from 'fast-check';
import { resolveCursor } from '../../../../src/completion/suite/resolveCursor';
import type { Cursor } from '../../../../src/completion/suite/suite';

const code = 'const a = 1;\nconst b = ;\nconst a2 = a;\n';

describe('resolveCursor', () => {
  it('puts the cursor behind a text', () => {
    assert.deepEqual(resolveCursor(code, { after: 'const b = ' }), {
      line: 2,
      column: 11,
      offset: 23,
      taken: 0,
      prefix: 'const a = 1;\nconst b = ',
      suffix: ';\nconst a2 = a;\n',
    });
  });

  it('takes a marker out', () => {
    assert.deepEqual(resolveCursor('a(/*here*/);', { marker: '/*here*/' }), {
      line: 1,
      column: 3,
      offset: 2,
      taken: 8,
      prefix: 'a(',
      suffix: ');',
    });
  });

  it('finds lines and columns, up to the end of each', () => {
    const atEnd = resolveCursor('ab\r\ncd\r\n', { line: 1, column: 3 });
    assert.ok(!('problem' in atEnd));
    assert.deepEqual([atEnd.prefix, atEnd.suffix], ['ab', '\r\ncd\r\n']);
    const lastLine = resolveCursor('ab\r\ncd\r\n', { line: 3, column: 1 });
    assert.ok(!('problem' in lastLine));
    assert.equal(lastLine.offset, 8);
  });

  it('finds a text of several lines, whatever ends the lines of the file', () => {
    const found = resolveCursor('a {\r\n  b\r\n}', { after: 'a {\n  b' });
    assert.ok(!('problem' in found));
    assert.deepEqual([found.line, found.column], [2, 4]);
  });

  const problems: readonly (readonly [Cursor, RegExp])[] = [
    [{ after: 'const c' }, /text of "after" is not in the file/],
    [{ marker: '/*here*/' }, /marker is not in the file/],
    [{ after: 'const a' }, /more than once, on lines 1 and 3\. Make it longer/],
    [{ after: 'a' }, /on lines 1 and 3/],
    [{ line: 5, column: 1 }, /no line 5: its last is 4/],
    [{ line: 2, column: 13 }, /Line 2 has no column 13: its end is column 12/],
  ];
  for (const [cursor, message] of problems) {
    it(`says what is wrong with ${JSON.stringify(cursor)}`, () => {
      const found = resolveCursor(code, cursor);
      assert.ok('problem' in found);
      assert.match(found.problem, message);
    });
  }

  it('sees a text that overlaps itself as one that stands there twice', () => {
    const found = resolveCursor('aaa', { after: 'aa' });
    assert.ok('problem' in found);
    assert.match(found.problem, /twice on line 1/);
  });

  it('gives a place that leads to the same cursor, and loses nothing but the marker', () => {
    const texts = fc
      .array(fc.constantFrom('a', 'bc', ' ', '\n', '\r\n', '\r', '😀'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, texts, (before, behind) => {
        const text = `${before}<|>${behind}`;
        const found = resolveCursor(text, { marker: '<|>' });
        assert.ok(!('problem' in found));
        assert.deepEqual([found.prefix, found.suffix], [before, behind]);
        const again = resolveCursor(text, { line: found.line, column: found.column });
        assert.ok(!('problem' in again));
        assert.equal(again.offset, found.offset);
      }),
    );
  });
});
