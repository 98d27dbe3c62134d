import assert from 'node:assert/strict';
import { drawMiss } from '../../../../src/cli/complete/textDiff';
import type { Screen } from '../../../../src/cli/terminal/screen';

const screen: Screen = { width: 40, paint: (_, text) => text };
const because = 'It differs.';

describe('drawMiss', () => {
  it('shows lines that are missing, that came instead, and that are alike', () => {
    assert.deepEqual(drawMiss({ because, expected: 'a\nb\nc', text: 'a\nB\nc' }, screen), [
      'It differs.',
      '  a',
      '- b',
      '+ B',
      '  c',
    ]);
  });

  it('lets blanks be seen where nothing else differs', () => {
    assert.deepEqual(drawMiss({ because, expected: 'a b', text: 'a  b\t' }, screen).slice(1), [
      '- a·b',
      '+ a··b→',
    ]);
    assert.deepEqual(drawMiss({ because, expected: 'a', text: 'a\n' }, screen).slice(1), [
      '- "a"',
      '+ "a\\n"',
    ]);
  });

  it('shows what came where no text was named, without what steers a terminal', () => {
    assert.deepEqual(drawMiss({ because, text: 'x\u001b[2Jy\nz' }, screen), [
      'It differs.',
      '+ x [2Jy',
      '+ z',
    ]);
  });

  it('is short, however long the answer is', () => {
    const lines = drawMiss({ because, text: 'line\n'.repeat(100) + 'x'.repeat(100) }, screen);
    assert.equal(lines.length, 26);
    assert.equal(lines.at(-1), '… 77 more lines');
    assert.ok(lines.every((line) => line.length <= 38));
  });
});
