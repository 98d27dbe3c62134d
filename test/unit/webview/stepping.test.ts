import { strict as assert } from 'node:assert';
import { arrangeItems } from '../../../webview/arrangeItems';
import { stepAlong, stepIteration } from '../../../webview/stepping';
import { drawTimelineAnalysis, drawTimelineThread } from './drawTimelineAnalysis';
import { drawTimelineCall } from './drawTimelineCall';

const calls = [1, 2, 3].map((n) => drawTimelineCall(n, `wait ${n * 100} ${n * 100 + 50}`));
const thread = drawTimelineThread('c2', '200-300 c2, 300-350 c3');
const at = (selected: string | undefined) => ({
  items: arrangeItems(calls, [thread], new Set()),
  analysis: drawTimelineAnalysis({ threads: [thread] }),
  selected,
});

describe('steps through the list', () => {
  it('go from line to line, heads of loops included, as far as there are any', () => {
    assert.equal(stepAlong(at(undefined), 1), 'c1');
    assert.equal(stepAlong(at('c1'), 1), 'thread c2');
    assert.equal(stepAlong(at('thread c2'), 1), 'c2');
    assert.equal(stepAlong(at('c3'), 1), 'c3');
    assert.equal(stepAlong(at('c2'), Number.NEGATIVE_INFINITY), 'c1');
  });

  it('go from iteration to iteration, and begin with the first', () => {
    assert.equal(stepIteration(at(undefined), 1), 'c2');
    assert.equal(stepIteration(at('c2'), 1), 'c3');
    assert.equal(stepIteration(at('c3'), 1), 'c3');
    assert.equal(stepIteration(at('c3'), -1), 'c2');
  });

  it('stay where they are when there is no loop', () => {
    assert.equal(stepIteration({ items: [], analysis: undefined, selected: 'c1' }, 1), 'c1');
  });
});
