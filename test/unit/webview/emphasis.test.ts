import { strict as assert } from 'node:assert';
import { findDimmed } from '../../../webview/emphasis';
import { choosesPath, stepsByRow } from '../../../webview/pathMarks';
import { drawTimelineAnalysis } from './drawTimelineAnalysis';

const analysis = drawTimelineAnalysis({
  path: [
    { start: 0, end: 100, rowId: 'c1' },
    { start: 100, end: 150 },
    { start: 150, end: 300, rowId: 'c2' },
    { start: 300, end: 400, rowId: 'c1' },
  ],
  slack: [['c3', 200]],
});

describe('what steps back', () => {
  const dimmed = (marked: readonly string[], showsPath: boolean) =>
    ['c1', 'c2', 'c3'].filter(findDimmed({ marked, analysis }, showsPath));

  it('is nothing as long as nothing is asked for', () => assert.deepEqual(dimmed([], false), []));

  it('is what is not marked while something is', () => assert.deepEqual(dimmed(['c3'], false), ['c1', 'c2']));

  it('is what the end of the run did not wait for while the path is shown', () => {
    assert.deepEqual(dimmed([], true), ['c3']);
    assert.deepEqual(dimmed(['c1'], true), ['c2', 'c3']);
  });
});

describe('the critical path', () => {
  it('has its stretches by row', () => {
    assert.deepEqual(
      stepsByRow(analysis)
        .get('c1')
        ?.map(({ start }) => start),
      [0, 300],
    );
    assert.equal(stepsByRow(analysis).size, 2);
  });

  it('says something new only where a call could have taken longer', () => {
    assert.ok(choosesPath(analysis));
    assert.ok(!choosesPath(drawTimelineAnalysis({ slack: [['c3', 2]] })));
  });
});
