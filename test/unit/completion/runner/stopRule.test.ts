import assert from 'node:assert/strict';
import { findStop } from '../../../../src/completion/runner/stopRule';
import type { StopRule } from '../../../../src/completion/suite/suite';

const kept = (text: string, rule: StopRule) => {
  const end = findStop(text, rule);
  return end === undefined ? undefined : text.slice(0, end);
};

describe('findStop', () => {
  it('never stops without a rule', () => {
    assert.equal(findStop('a\n\nb', undefined), undefined);
  });

  it('keeps so many lines, once the last of them is over', () => {
    const two = { kind: 'lines', lines: 2 } as const;
    assert.equal(kept('one\ntwo', two), undefined);
    assert.equal(kept('one\ntwo\nthree', two), 'one\ntwo');
    assert.equal(kept('\n  one\ntwo\nthree', two), '\n  one\ntwo');
    assert.equal(kept('\n\n', two), undefined);
  });

  it('keeps what is in front of a blank line', () => {
    const blank = { kind: 'blankLine' } as const;
    assert.equal(kept('one\ntwo\n', blank), undefined);
    assert.equal(kept('one\ntwo\n  \nthree', blank), 'one\ntwo');
    assert.equal(kept('\n\none\r\n\r\ntwo', blank), '\n\none');
  });

  it('keeps what is in front of a text', () => {
    assert.equal(kept('a;b;', { kind: 'text', text: ';' }), 'a');
    assert.equal(kept('ab', { kind: 'text', text: ';' }), undefined);
  });
});
