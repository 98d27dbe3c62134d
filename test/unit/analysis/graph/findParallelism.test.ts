import assert from 'node:assert/strict';
import { findParallelism } from '../../../../src/analysis/graph/findParallelism';
import { drawFlows } from './drawFlows';

function shown(flows: string, start: number, end: number): string {
  return findParallelism(drawFlows(flows).activities, { start, end })
    .map((step) => `${step.start}-${step.end} ${step.calls}/${step.activities}`)
    .join(', ');
}

describe('findParallelism', () => {
  it('tells how many calls and activities are open at each moment', () => {
    const flows = `
      a 0-100
      b 0-200
      tool http 150-300
      c 300-400`;
    assert.equal(
      shown(flows, 0, 500),
      '0-100 2/2, 100-150 1/1, 150-200 1/2, 200-300 0/1, 300-400 1/1, 400-500 0/0',
    );
  });

  it('counts only what lies in the interval, and joins what is alike', () => {
    assert.equal(shown('a 0-100\nb 100-200', 50, 150), '50-150 1/1');
  });

  it('has nothing to tell of nothing', () => {
    assert.equal(shown('', 0, 100), '0-100 0/0');
    assert.equal(shown('', 0, 0), '');
  });
});
