import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listSamplesNeeded } from '../../../../src/metrics/confidence/samplesTable';
import { projectRoot } from '../../../support/projectRoot';

describe('listSamplesNeeded', () => {
  it('is what the page on statistics says', () => {
    const page = readFileSync(join(projectRoot, 'docs', 'completion-statistics.md'), 'utf8');
    const rows = [...page.matchAll(/^\| p(\d+) \| (\d+) \| (\d+) \| (\d+) \|$/gm)].map((row) =>
      row.slice(1).map(Number),
    );
    const expected = listSamplesNeeded(0.95).map((row) => [
      Math.round(100 * row.percentile),
      row.toMeet,
      row.toBound,
      row.toMeetUsually,
    ]);
    assert.equal(rows.length, 4);
    assert.deepEqual(rows, expected);
  });

  it('asks for both ends of an interval, at any percentile', () => {
    assert.equal(listSamplesNeeded(0.95, [0.01])[0]?.toBound, 368);
  });
});
