import { strict as assert } from 'node:assert';
import type { CriticalPath } from '../../../../src/analysis/graph/criticalPath';
import { timeOnPath } from '../../../../src/analysis/graph/timeOnPath';
import type { CallId } from '../../../../src/base/units';

const [a, b, c] = ['a', 'b', 'c'] as CallId[] as [CallId, CallId, CallId];

const path: CriticalPath = {
  start: 0,
  end: 100,
  segments: [
    { start: 0, end: 30, activity: a },
    { start: 30, end: 40 },
    { start: 40, end: 60, activity: b },
    { start: 60, end: 100, activity: a },
  ],
  slack: new Map(),
};

describe('timeOnPath', () => {
  it('adds up every stretch that leads through one of them', () => {
    assert.equal(timeOnPath(path, [a]), 70);
    assert.equal(timeOnPath(path, [a, b]), 90);
  });

  it('counts neither what lies beside the path nor the time between', () => {
    assert.equal(timeOnPath(path, [c]), 0);
    assert.equal(timeOnPath(path, []), 0);
  });
});
