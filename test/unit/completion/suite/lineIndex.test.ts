import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineIndex } from '../../../../src/completion/suite/lineIndex';

describe('LineIndex', () => {
  it('ends lines as editors do', () => {
    const lines = new LineIndex('a\nb\r\nc\rd');
    assert.equal(lines.lineCount, 4);
    assert.deepEqual(
      [1, 2, 3, 4, 5].map((line) => lines.lineAt(line)),
      ['a', 'b', 'c', 'd', undefined],
    );
    assert.deepEqual(lines.positionAt(5), { line: 3, column: 1 });
  });

  it('leads from an offset to a place and back', () => {
    const texts = fc.array(fc.constantFrom('a', '\n', '\r', '\r\n', '😀')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, fc.nat(), (text, number) => {
        const lines = new LineIndex(text);
        const offset = number % (text.length + 1);
        assert.equal(lines.offsetOf(lines.positionAt(offset)), offset);
      }),
    );
  });
});
