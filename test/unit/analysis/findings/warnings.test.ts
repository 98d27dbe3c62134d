import assert from 'node:assert/strict';
import { budgetMissed } from '../../../../src/analysis/findings/budgetMissed';
import { pauseTimeout } from '../../../../src/analysis/findings/pauseTimeout';
import { answered, detect, detectIn } from '../../../support/findingsDsl';
import { drawRun } from '../../../support/runDsl';

describe('pauseTimeout', () => {
  const timedOut = { line: 'sent 1, close 900', outcome: 'error', failure: 'ETIMEDOUT' } as const;

  it('tells a call that failed after the debugger had held the program during it', () => {
    const [found] = detectIn(pauseTimeout, [timedOut], { pauses: [{ start: 100, end: 880 }] });
    assert.equal(found?.evidence[0]?.value, '780 ms');
    assert.deepEqual(found?.changes, []);
  });

  it('says nothing of a pause outside, of a call that went well, and of an error of the server’s', () => {
    const pauses = [{ start: 100, end: 880 }];
    assert.deepEqual(detectIn(pauseTimeout, [timedOut], { pauses: [{ start: 900, end: 1000 }] }), []);
    assert.deepEqual(detectIn(pauseTimeout, [answered({ streaming: 700 })], { pauses }), []);
    const refused = { line: 'sent 1, head 899, error 900, close 900', status: 500 };
    assert.deepEqual(detectIn(pauseTimeout, [refused], { pauses }), []);
    assert.deepEqual(detectIn(pauseTimeout, [timedOut]), []);
  });
});

describe('budgetMissed', () => {
  const run = drawRun([answered(), answered({ start: 400 })]);

  it('tells a line whose median call is over its limit', () => {
    const [found] = detect(budgetMissed, run, { budgets: { ttftMs: 199 } });
    assert.equal(found?.title, 'Median TTFT 200 ms over the budget of 199 ms');
    assert.deepEqual(found?.activities, ['c1', 'c2']);
  });

  it('says nothing of a limit that is kept, or of none', () => {
    assert.deepEqual(detect(budgetMissed, run, { budgets: { ttftMs: 200, totalMs: 300 } }), []);
    assert.deepEqual(detect(budgetMissed, run), []);
  });
});
