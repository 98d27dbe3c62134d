import assert from 'node:assert/strict';
import { planStages, type StageWork } from '../../../src/completion/planStages';

const work = (parts: Partial<StageWork> = {}): StageWork => {
  const targetIds = parts.targetIds ?? ['A', 'B'];
  const cases = ['x', 'y'].map((id) => ({ id, repeats: 2, targetIds }));
  return { cases, targetIds, warmUp: 0, ...parts };
};

/** `xA` is case x of target A; a warm-up is in parentheses. */
const draw = (levels: readonly number[], planned: StageWork) =>
  planStages(levels, planned).map(({ concurrency, samples }) => {
    const drawn = samples.map(({ caseId, targetId, warmUp }) =>
      warmUp ? `(${caseId}${targetId})` : caseId + targetId,
    );
    return `${concurrency}: ${drawn.join(' ')}`;
  });

describe('planStages', () => {
  it('asks all targets for a case in a row, and begins each row with another target', () => {
    assert.deepEqual(draw([1], work()), ['1: xA xB yB yA xB xA yA yB']);
  });

  it('gives each target its turn at each place equally often', () => {
    const targetIds = ['A', 'B', 'C'];
    const cases = [{ id: 'x', repeats: 3, targetIds }];
    assert.deepEqual(draw([1], work({ targetIds, cases })), ['1: xA xB xC xB xC xA xC xA xB']);
  });

  it('warms each target up first, with one case after the other', () => {
    assert.deepEqual(draw([1], work({ warmUp: 3, cases: work().cases.slice(0, 1) })), [
      '1: (xA) (xB) (xB) (xA) (xA) (xB) xA xB xB xA',
    ]);
  });

  it('gives each target a stage for itself where several requests are in flight', () => {
    assert.deepEqual(draw([4], work()), ['4: xA yA xA yA', '4: xB yB xB yB']);
  });

  it('begins each level of a sweep with another target, and warms up at each', () => {
    const cases = [{ id: 'x', repeats: 1, targetIds: ['A', 'B'] }];
    assert.deepEqual(draw([1, 2], work({ cases, warmUp: 1 })), [
      '1: (xA) xA',
      '1: (xB) xB',
      '2: (xB) xB',
      '2: (xA) xA',
    ]);
  });

  it('makes no request that was not asked for', () => {
    const cases = [
      { id: 'x', repeats: 2, targetIds: ['A'] },
      { id: 'y', repeats: 1, targetIds: ['A', 'B'] },
    ];
    assert.deepEqual(draw([1], work({ cases, warmUp: 1 })), ['1: (xA) (yB) xA yB yA xA']);
  });

  it('numbers all requests of a run', () => {
    const ids = planStages([1, 2], work({ targetIds: ['A'] })).flatMap(({ samples }) =>
      samples.map(({ id }) => id),
    );
    assert.deepEqual(ids, ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8']);
  });
});
