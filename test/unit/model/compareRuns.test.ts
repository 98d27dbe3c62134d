import assert from 'node:assert/strict';
import { findChangedCalls, isSameRun } from '../../../src/model/compareRuns';
import { drawRun } from '../../support/runDsl';

describe('compareRuns', () => {
  const run = drawRun([
    { line: 'sent 1, head 10, close 40' },
    { line: 'sent 1, head 10, close 40', start: 100 },
    { line: 'sent 1, head 10', start: 200 },
  ]);
  const ids = run.calls.map(({ id }) => id);

  it('names no calls when nothing happened', () => {
    assert.equal(isSameRun(run, { ...run }), true);
    assert.deepEqual(findChangedCalls(run, { ...run }), []);
  });

  it('names calls that are new or were replaced', () => {
    const [first, second, third] = run.calls;
    const before = { ...run, calls: [first, second] as never };
    const after = { ...run, calls: [first, { ...second }, third] as never };
    assert.equal(isSameRun(before, after), false);
    assert.deepEqual(findChangedCalls(before, after), [ids[1], ids[2]]);
  });

  it('names calls that a pause begins, ends or ceases to hold', () => {
    const held = (start: number, end?: number) => ({ ...run, pauses: [{ start, end }] });
    assert.deepEqual(findChangedCalls(run, held(110, 120)), [ids[1]]);
    assert.deepEqual(findChangedCalls(held(110), held(110, 120)), [ids[1], ids[2]]);
    assert.deepEqual(findChangedCalls(held(110, 120), run), [ids[1]]);
    assert.deepEqual(findChangedCalls(run, held(140, 200)), []);
    assert.deepEqual(findChangedCalls(held(110, 120), held(110, 120)), []);
    assert.equal(isSameRun(run, held(110, 120)), false);
  });

  for (const [what, facts] of [
    ['problem', { problems: [{ severity: 'info', code: 'x', message: 'x' }] }],
    ['process', { processes: [{ id: 'p9' }] }],
    ['origin', { otherOrigins: ['http://x'] }],
    ['state', { status: 'ended', end: 9 }],
  ] as const) {
    it(`sees another ${what}`, () => assert.equal(isSameRun(run, { ...run, ...facts } as never), false));
  }
});
