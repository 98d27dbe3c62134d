import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Baseline } from '../../../../src/cli/baseline/baseline';
import {
  buildBaselineCheck,
  compareWithBaseline,
  reportComparison,
} from '../../../../src/cli/baseline/baselineChecks';
import { readBaseline, writeBaseline } from '../../../../src/cli/baseline/baselineFile';
import { buildBaseline, type MeasuredSuite } from '../../../../src/cli/baseline/buildBaseline';
import { CommandError } from '../../../../src/cli/commandError';
import { summariseCompletion } from '../../../../src/completion/results/summariseCompletion';
import { drawCompletionRun, type SampleDrawing } from '../../../support/completionDsl';
import { makeTemporaryFolder, type TemporaryFolder } from '../../../support/temporaryFolder';

/** Thirty requests around a total time, and some that don't count for the times. */
function measured(total: number, ...more: SampleDrawing[]): MeasuredSuite {
  const samples = Array.from({ length: 30 }, (_, index) => ({
    ttft: total / 2 + index,
    total: total + index,
  }));
  const run = drawCompletionRun({ samples: [...samples, ...more] });
  const summary = summariseCompletion(run);
  if (!run.completion || !summary) throw new Error('no run of a suite');
  return { run: run.completion, summary };
}

const measuredAt = new Date('2026-03-08T14:05:09Z');

describe('a baseline', () => {
  let folder: TemporaryFolder;
  let path: string;
  beforeEach(async () => {
    folder = await makeTemporaryFolder();
    path = join(folder.path, 'baseline.json');
  });
  afterEach(() => folder.remove());

  const checkOf = (suite: MeasuredSuite, baseline: Baseline) => {
    const [comparison] = compareWithBaseline([suite], baseline);
    if (!comparison) throw new Error('nothing compared');
    return { check: buildBaselineCheck(comparison), report: reportComparison(comparison) };
  };

  it('is read as it was written, a group a line, with times alone', async () => {
    const baseline = buildBaseline(
      [measured(200, { warmUp: true, total: 9000 }, { end: 'failed', total: 5000 })],
      measuredAt,
    );
    await writeBaseline(path, baseline);
    assert.deepEqual(await readBaseline(path), baseline);
    const [group] = baseline.groups;
    assert.deepEqual(
      [
        group?.suite,
        group?.case,
        group?.target,
        group?.concurrency,
        group?.total.length,
        group?.total[0],
        group?.total.at(-1),
      ],
      ['suite', 'c1', 't1', 1, 30, 200, 229],
    );
    const lines = (await readFile(path, 'utf8')).split('\n');
    assert.equal(lines.filter((line) => line.includes('"case":"c1"')).length, 1);
  });

  it('finds the same run no different, a slower one slower, a faster one faster', () => {
    const baseline = buildBaseline([measured(200)], measuredAt);
    const outcomes = [200, 300, 120].map((total) => checkOf(measured(total), baseline));
    assert.deepEqual(
      outcomes.map(({ check }) => [check.outcome, check.message]),
      [
        ['passed', 'TTFT: no difference seen; total: no difference seen.'],
        ['failed', 'TTFT: slower than the baseline; total: slower than the baseline.'],
        ['passed', 'TTFT: faster than the baseline; total: faster than the baseline.'],
      ],
    );
    assert.match(outcomes[1]?.check.figures.total ?? '', /^215 ms → 315 ms, \+100 ms \(9\d–10\d ms\)$/);
    assert.deepEqual(
      outcomes[1]?.report.map(({ figure, kind, shift }) => [figure, kind, shift]),
      [
        ['ttft', 'slower', 50],
        ['total', 'slower', 100],
      ],
    );
  });

  it('has no verdict on too few requests, and lets what is new pass', () => {
    const few: Baseline = buildBaseline([measured(200)], measuredAt);
    const [group] = few.groups;
    if (!group) throw new Error('no group');
    const cut = { ...few, groups: [{ ...group, ttft: [100, 101], total: [200, 201] }] };
    assert.equal(checkOf(measured(200), cut).check.outcome, 'unsure');
    const other = { ...few, groups: [{ ...group, case: 'another' }] };
    const { check, report } = checkOf(measured(200), other);
    assert.deepEqual([check.outcome, check.message], ['passed', 'It is not in the baseline.']);
    assert.deepEqual(
      report.map(({ kind }) => kind),
      ['new', 'new'],
    );
  });

  it('says what is wrong with a file that is none', async () => {
    const files: [string, RegExp][] = [
      ['{', /is no JSON/],
      ['{}', /is no baseline/],
      [
        '{"format":"latency-lens-baseline","version":1,"measuredAt":"x","groups":[{"suite":1}]}',
        /is no baseline/,
      ],
      ['{"format":"latency-lens-baseline","version":2}', /written by a newer Latency Lens/],
    ];
    for (const [text, message] of files) {
      await writeFile(path, text);
      await assert.rejects(
        readBaseline(path),
        (error) => error instanceof CommandError && error.exitCode === 2 && message.test(error.message),
        text,
      );
    }
    await assert.rejects(readBaseline(join(folder.path, 'none')), /The baseline can't be read/);
  });
});
