import { strict as assert } from 'node:assert';
import { findCriticalPath } from '../../../../src/analysis/graph/findCriticalPath';
import type { Goal } from '../../../../src/analysis/whatIf/change';
import { rankLines } from '../../../../src/analysis/whatIf/rankLines';
import type { CallDrawing } from '../../../support/runDsl';
import { drawAnalysis } from './drawAnalysis';

const at = (line: number, end: number): CallDrawing => ({
  site: `/work/agent.ts:${line}:1 main`,
  line: `sent 0, head 0, text 0, finish ${end}, close ${end}`,
});

function rank(goal: Goal): string[] {
  const analysis = drawAnalysis(
    `
    plan 0-100
    slow 100-1000 after plan
    long 100-900 after plan
    answer 1000-1300 after slow long
    title 1300-1500 after answer
  `,
    {
      plan: at(1, 100),
      slow: at(2, 900),
      long: at(3, 800),
      answer: at(4, 300),
      title: { ...at(5, 200), tools: ['done'] },
    },
  );
  const path = findCriticalPath(analysis.graph, analysis);
  return rankLines({ ...analysis, path }, goal).map(({ site, half, none }) => {
    return `line ${site.line}: ${Math.round(half.saving)}, ${Math.round(none.saving)}`;
  });
}

describe('rankLines', () => {
  it('ranks by what the end of the run would gain, not by own time', () => {
    // What takes 800 ms beside 900 gains nothing, and half of the 900 no more than what is longer than the other.
    assert.deepEqual(rank('wall'), [
      'line 4: 150, 300',
      'line 2: 100, 100',
      'line 5: 100, 200',
      'line 1: 50, 100',
      'line 3: 0, 0',
    ]);
  });

  it('follows the goal', () => {
    // The first text of the answer comes at its start; the title after it does not matter.
    assert.deepEqual(rank('perceived'), [
      'line 2: 100, 100',
      'line 1: 50, 100',
      'line 3: 0, 0',
      'line 4: 0, 0',
      'line 5: 0, 0',
    ]);
  });

  it('tells time per call where calls per second are the goal', () => {
    // Five calls in 1500 ms are 300 ms each; half of the answer less is 30 each.
    assert.equal(rank('throughput')[0], 'line 4: 30, 60');
  });
});
