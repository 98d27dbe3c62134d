import { strict as assert } from 'node:assert';
import { SuiteReport } from '../../support/results/suiteReport';
import type { TestRecord } from '../../support/results/testRecord';

const begin: TestRecord = { kind: 'begin', title: ['adding', 'works'] };
const passed: TestRecord = { kind: 'result', title: ['adding', 'works'], milliseconds: 3 };
const failed: TestRecord = { ...passed, failure: 'Error: 2 + 2 is 5\n    at adding' };
const end: TestRecord = { kind: 'end' };

function report(records: readonly TestRecord[], code: number | null, mayBeEmpty = false) {
  const lines: string[] = [];
  const suite = new SuiteReport('unit', (line) => lines.push(line));
  for (const record of records) suite.add(record);
  suite.close({ code, mayBeEmpty });
  return { passed: suite.passed, failures: suite.failures, lines };
}

describe('the report of a suite', () => {
  it('counts and prints what passed and failed', () => {
    const { passed: count, failures, lines } = report([begin, passed, begin, failed, end], 1);
    assert.deepEqual([count, failures.length], [1, 1]);
    assert.deepEqual(lines, ['  adding', '    ✓ works', '    ✗ works', '      Error: 2 + 2 is 5']);
  });

  it('counts a suite that broke off as a failure, and tells in which test', () => {
    const { failures } = report([begin, passed, { ...begin, title: ['adding', 'hangs'] }], null);
    assert.deepEqual(
      failures.map(({ title, failure }) => [...title, failure]),
      [['The unit suite broke off: it was stopped', 'in: adding › hangs']],
    );
  });

  it('counts a suite without a test as a failure, unless a pattern left them out', () => {
    assert.equal(report([end], 0).failures.length, 1);
    assert.equal(report([end], 0, true).failures.length, 0);
  });

  it('counts a suite that failed for no reason that a test tells', () => {
    assert.equal(report([begin, passed, end], 1).failures.length, 1);
  });
});
