import assert from 'node:assert/strict';
import { countOutcomes, worstOutcome } from '../../../../src/cli/checks/check';
import { drawCheckTable, drawTrouble } from '../../../../src/cli/checks/drawChecks';
import { exitCodeOf } from '../../../../src/cli/checks/exitCode';
import { writeCheckMarkdown } from '../../../../src/cli/checks/writeCheckMarkdown';
import type { Screen } from '../../../../src/cli/terminal/screen';
import { someCheck } from '../support/someCheck';

const screen: Screen = { width: 60, paint: (_, text) => text };
const failed = someCheck({
  name: 'import | line',
  outcome: 'failed',
  message: 'The p95 of total is 620 ms.',
  details: ['The budget is 500 ms.'],
  figures: { 'TTFT p50': '203 ms', 'total p50': '480 ms' },
});
const unsure = someCheck({ outcome: 'unsure', message: '29 more would decide it.' });
const error = someCheck({ outcome: 'error', message: '3 of 30 requests failed.' });

describe('exitCodeOf', () => {
  it('keeps no verdict apart from passes and failures where nobody looks', () => {
    const codes = [[someCheck()], [someCheck(), unsure], [unsure, failed], [error, unsure], []].map(
      (checks) => [exitCodeOf(checks, { ci: true }), exitCodeOf(checks, { ci: false })],
    );
    assert.deepEqual(codes, [
      [0, 0],
      [3, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
  });
});

describe('countOutcomes', () => {
  it('says first what is to be looked at', () => {
    assert.equal(
      countOutcomes([someCheck(), unsure, failed, someCheck()]),
      '1 failed, 1 no verdict, 2 passed',
    );
    assert.equal(countOutcomes([]), 'nothing was checked');
    assert.equal(worstOutcome([someCheck(), unsure, error]), 'error');
  });
});

describe('drawCheckTable', () => {
  it('gives every figure a column', () => {
    assert.deepEqual(drawCheckTable([someCheck(), failed, unsure], screen), [
      '                 TTFT p50   n  total p50',
      '✔ function body    182 ms  30',
      '✖ import | line    203 ms         480 ms',
      '? function body    182 ms  30',
    ]);
  });
});

describe('drawTrouble', () => {
  it('says why, what to do, and nothing of what passed', () => {
    assert.deepEqual(drawTrouble(someCheck(), screen), []);
    assert.deepEqual(drawTrouble(failed, screen, ['- a', '+ b']), [
      '',
      '✖ import | line failed',
      '  The p95 of total is 620 ms.',
      '  The budget is 500 ms.',
      '  - a',
      '  + b',
    ]);
  });
});

describe('writeCheckMarkdown', () => {
  it('is a table per suite, and below it what is not as it should be', () => {
    assert.deepEqual(writeCheckMarkdown([someCheck(), failed, { ...unsure, group: 'other' }]), [
      '### ❌ `fill in the middle`: 1 failed, 1 passed',
      '',
      '|  | case | TTFT p50 | n | total p50 |',
      '| :-- | :-- | --: | --: | --: |',
      '| ✅ passed | `function body` | 182 ms | 30 |  |',
      '| ❌ failed | `import \\| line` | 203 ms |  | 480 ms |',
      '',
      '- **import \\| line**: The p95 of total is 620 ms. The budget is 500 ms.',
      '',
      '### ❔ `other`: 1 no verdict',
      '',
      '|  | case | TTFT p50 | n |',
      '| :-- | :-- | --: | --: |',
      '| ❔ no verdict | `function body` | 182 ms | 30 |',
      '',
      '- **function body**: 29 more would decide it.',
      '',
    ]);
  });
});
