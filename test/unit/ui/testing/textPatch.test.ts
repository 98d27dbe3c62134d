import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  insertedBetween,
  movePatch,
  placePatches,
  type TextPatch,
} from '../../../../src/ui/testing/textPatch';

const patchIn = (text: string, at: number, length: number, inserted: string): TextPatch => ({
  offset: at,
  removed: text.slice(at, at + length),
  inserted,
});

const replace = (text: string, at: number, length: number, by: string) =>
  text.slice(0, at) + by + text.slice(at + length);

describe('movePatch', () => {
  it('takes a patch out again, whatever others have changed beside it', () => {
    const words = fc.string({ maxLength: 6 });
    fc.assert(
      fc.property(
        words,
        words,
        words,
        words,
        words,
        fc.boolean(),
        (a, b, removed, inserted, theirs, first) => {
          const original = `<${a}${removed}${b}>`;
          const patch = patchIn(original, a.length + 1, removed.length, inserted);
          const patched = replace(original, patch.offset, removed.length, inserted);
          const at = first ? 0 : patched.length;
          const moved = movePatch(patch, { rangeOffset: at, rangeLength: 0, text: theirs });
          assert.ok(moved);
          const back = replace(replace(patched, at, 0, theirs), moved.offset, inserted.length, removed);
          assert.equal(back, first ? theirs + original : original + theirs);
        },
      ),
    );
  });

  it('leaves what somebody else has changed in its midst', () => {
    const patch = { offset: 10, removed: '', inserted: '    ' };
    assert.equal(movePatch(patch, { rangeOffset: 12, rangeLength: 0, text: 'x' }), undefined);
    assert.equal(movePatch(patch, { rangeOffset: 8, rangeLength: 3, text: '' }), undefined);
    assert.deepEqual(movePatch(patch, { rangeOffset: 8, rangeLength: 2, text: '' }), { ...patch, offset: 8 });
    assert.deepEqual(movePatch(patch, { rangeOffset: 14, rangeLength: 1, text: '' }), patch);
  });
});

describe('placePatches', () => {
  it('says where patches are in the text that they make', () => {
    const patches = [patchIn('abcdef', 1, 0, '--'), patchIn('abcdef', 3, 2, '+')];
    assert.deepEqual(
      placePatches(patches).map(({ offset }) => offset),
      [1, 5],
    );
  });
});

describe('insertedBetween', () => {
  it('finds what was put in at the cursor', () => {
    assert.equal(insertedBetween('return ;', 'return a + b;;', 7), 'a + b;');
  });

  it('finds it too where a brace behind the cursor was replaced', () => {
    assert.equal(insertedBetween('add()', 'add(1, 2)', 4), '1, 2');
    assert.equal(insertedBetween('add(x)', 'add(1, 2);', 4), '1, 2);');
  });

  it('finds what changed elsewhere', () => {
    assert.equal(insertedBetween('a b', 'import c; a b', 3), 'import c; ');
  });
});
