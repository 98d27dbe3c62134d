import assert from 'node:assert/strict';
import { compareRuns } from '../../matrix/politeness/compareRuns';
import type { TestResult } from '../../matrix/politeness/runSuite';

describe('compareRuns', () => {
  /** The verdict on one test by the letters of its runs: passed, failed, skipped, or `-` for missing. */
  const verdict = (without: string, withProbe: string) => {
    const states = { p: 'passed', f: 'failed', s: 'skipped' } as const;
    const runs = (letters: string) =>
      [...letters].map((letter): TestResult[] =>
        letter === '-' ? [] : [{ file: 'a.js', name: 'test', state: states[letter as 'p'] }],
      );
    const [only] = compareRuns(runs(without), runs(withProbe));
    return only?.verdict;
  };

  it('tells what ends alike everywhere from what does not', () => {
    assert.equal(verdict('p', 'p'), 'passes');
    assert.equal(verdict('ff', 'ff'), 'fails');
    assert.equal(verdict('s', 's'), 'skipped');
    for (const withProbe of ['f', 's', '-']) assert.equal(verdict('p', withProbe), 'changed', withProbe);
    assert.equal(verdict('f', 'p'), 'changed');
  });

  it('takes a test for changed when it ends otherwise nearly every time, whatever else it does', () => {
    assert.equal(verdict('ppppp', 'fffff'), 'changed');
    assert.equal(verdict('ppppp', 'ppfff'), 'changed');
    assert.equal(verdict('pppfp', 'fffff'), 'changed');
    assert.equal(verdict('ppppp', 'ppppf'), 'flaky');
    assert.equal(verdict('pfpfp', 'fpfpf'), 'flaky');
  });

  it('judges each test by itself and keeps how it failed', () => {
    const file = 'a.js';
    const passed = (name: string): TestResult => ({ file, name, state: 'passed' });
    const verdicts = compareRuns(
      [[passed('a'), passed('b')]],
      [[passed('a'), { file, name: 'b', state: 'failed', error: 'Error: broken' }]],
    );
    assert.deepEqual(verdicts, [
      { file, name: 'a', verdict: 'passes', without: 'passed 1', withProbe: 'passed 1' },
      {
        file,
        name: 'b',
        verdict: 'changed',
        without: 'passed 1',
        withProbe: 'failed 1',
        error: 'Error: broken',
      },
    ]);
  });
});
