import assert from 'node:assert/strict';
import { analyseRun, type RunAnalysis } from '../../../src/analysis/analyseRun';
import { generateRun } from '../../bench/support/analysis/generateRun';
import { replayLive } from '../../bench/support/analysis/liveRun';
import { drawRun, drawWork } from '../../support/runDsl';

const answer = 'sent 1, head 10, text 20, finish 31, close 100';

describe('analyseRun', () => {
  it('reaches from the first request to the end of the last call or other work', () => {
    const work = [drawWork('http 10 40'), drawWork('process 110 300')];
    const run = drawRun(
      [
        { line: answer, start: 50 },
        { line: answer, start: 160 },
      ],
      { work },
    );
    const { start, end, path, pieces } = analyseRun(run, 1000);
    assert.deepEqual([start, end], [50, 300]);
    assert.deepEqual([path.start, path.end], [50, 300]);
    assert.deepEqual([pieces[0]?.start, pieces.at(-1)?.end], [50, 300]);
  });

  it('has nothing to tell of a run without calls', () => {
    const { start, end, activities, threads, path, pieces } = analyseRun(drawRun([]), 1000);
    assert.deepEqual([start, end], [0, 0]);
    assert.deepEqual([activities, threads, path.segments, pieces], [[], [], [], []]);
  });

  it('says the same of each state of a live run, whether or not it knows the one before', function () {
    this.timeout(30_000);
    const run = generateRun(80, 5);
    let previous: RunAnalysis | undefined;
    for (const state of replayLive(run, 0, 80)) {
      const { run: _, activities, ...alone } = analyseRun(state.run, state.now);
      previous = analyseRun(state.run, state.now, previous);
      const { threads, graph, path, pieces, start, end } = previous;
      assert.deepEqual({ threads, graph, path, pieces, start, end }, alone);
      assert.equal(previous.activities.length, activities.length);
    }
    assert.ok((previous?.activities.length ?? 0) > 30, 'a run that goes on');
  });
});
