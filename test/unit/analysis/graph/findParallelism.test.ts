import assert from 'node:assert/strict';
import { findParallelism } from '../../../../src/analysis/graph/findParallelism';
import { drawFlows } from './drawFlows';

function shown(flows: string, start: number, end: number) {
  const { steps, ...means } = findParallelism(drawFlows(flows).activities, { start, end });
  return {
    steps: steps.map((step) => `${step.start}-${step.end} ${step.calls}/${step.activities}`).join(', '),
    ...means,
  };
}

describe('findParallelism', () => {
  it('tells how many calls and activities are open at each moment, and on average', () => {
    const flows = `
      a 0-100
      b 0-200
      tool http 150-300
      c 300-400`;
    assert.deepEqual(shown(flows, 0, 500), {
      steps: '0-100 2/2, 100-150 1/1, 150-200 1/2, 200-300 0/1, 300-400 1/1, 400-500 0/0',
      meanCalls: 400 / 300,
      meanActivities: 550 / 400,
    });
  });

  it('counts only what lies in the interval, and joins what is alike', () => {
    assert.deepEqual(shown('a 0-100\nb 100-200', 50, 150), {
      steps: '50-150 1/1',
      meanCalls: 1,
      meanActivities: 1,
    });
  });

  it('has nothing to tell of nothing', () => {
    assert.deepEqual(shown('', 0, 100), { steps: '0-100 0/0', meanCalls: 0, meanActivities: 0 });
    assert.deepEqual(shown('', 0, 0), { steps: '', meanCalls: 0, meanActivities: 0 });
  });
});
