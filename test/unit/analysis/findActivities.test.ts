import assert from 'node:assert/strict';
import { ActivityTracker } from '../../../src/analysis/activityTracker';
import { findActivities } from '../../../src/analysis/findActivities';
import type { ProcessId } from '../../../src/base/units';
import type { Run } from '../../../src/model/run';
import { drawRun, drawWork } from '../../support/runDsl';

function shown(run: Run, now: number): string[] {
  return findActivities(run, now).map(({ id, start, end, isOpen }) => {
    return `${id} ${start}-${end}${isOpen ? ' open' : ''}`;
  });
}

function goOn(run: Run, from: number, to: number) {
  const tracker = new ActivityTracker();
  tracker.update(run, from);
  return tracker.update({ ...run }, to).activities;
}

const work = [
  drawWork('http 150 300'),
  drawWork('thread 10 400'),
  drawWork('measure 0 500'),
  drawWork('process 420'),
  drawWork('http 1 2', { process: 'other' as ProcessId }),
];
const run = drawRun(
  [
    { line: 'sent 1, head 10, text 20, finish 31, close 100' },
    { line: 'sent 1, head 10, text 20', start: 400 },
  ],
  { work },
);

describe('findActivities', () => {
  it('tells calls and the work that can be waited for, in the order they start', () => {
    assert.deepEqual(shown(run, 600), [
      'c1 0-100',
      'w-http 150 300 150-300',
      'c2 400-600 open',
      'w-process 420 420-600 open',
    ]);
  });

  it('lets what is open grow, and keeps what is over as it was', () => {
    const [before, after] = [findActivities(run, 600), goOn(run, 600, 700)];
    assert.deepEqual(shown(run, 700).slice(2), ['c2 400-700 open', 'w-process 420 420-700 open']);
    assert.deepEqual(
      after.map((activity, index) => activity === before[index]),
      [true, true, false, false],
    );
  });
});
