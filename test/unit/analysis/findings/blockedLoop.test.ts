import assert from 'node:assert/strict';
import { blockedLoop } from '../../../../src/analysis/findings/blockedLoop';
import { answered, detect, detectIn } from '../../../support/findingsDsl';
import { drawRun, drawWork } from '../../../support/runDsl';

const blocked = (start: number, end: number, cpu: number) => ({ kind: 'blocked', start, end, cpu }) as const;
const held = (...holdups: readonly ReturnType<typeof blocked>[]) =>
  answered({ ttft: 200, streaming: 800, holdups, site: '/work/a.ts:5:3 ask' });

describe('blockedLoop', () => {
  it('tells computing that kept the end of an answer', () => {
    const [found] = detectIn(blockedLoop, [held(blocked(600, 1000, 380))]);
    assert.equal(found?.evidence[0]?.value, '400 ms');
    assert.equal(found?.places[0]?.line, 5);
    assert.equal(found?.changes[0]?.kind, 'scale');
  });

  it('says nothing of what an answer had caught up with by its end', () => {
    assert.deepEqual(detectIn(blockedLoop, [held(blocked(300, 580, 270))]), []);
  });

  it('tells many short stretches that set the pace of an answer', () => {
    const pieces = Array.from({ length: 20 }, (_, index) => blocked(200 + 40 * index, 230 + 40 * index, 29));
    assert.equal(detectIn(blockedLoop, [held(...pieces)]).length, 1);
  });

  it('says nothing of a machine that has no time for the program, nor of the debugger', () => {
    assert.deepEqual(detectIn(blockedLoop, [held(blocked(300, 1000, 249))]), []);
    assert.deepEqual(
      detectIn(blockedLoop, [held(blocked(600, 1000, 380))], { pauses: [{ start: 600, end: 1000 }] }),
      [],
    );
  });

  it('tells computing between calls from 400 ms of CPU time on, and no start-up', () => {
    const between = (cpu: number, name?: string) => {
      const work = [drawWork('cpu 300 900', { busy: 600, cpu, ...(name && { name }) })];
      return detect(blockedLoop, drawRun([answered(), answered({ start: 900 })], { work }));
    };
    const [found] = between(400);
    assert.deepEqual(found?.changes, [{ kind: 'scale', activities: ['w-cpu 300 900'], factor: 0 }]);
    assert.deepEqual(found?.activities, ['c1', 'c2', 'w-cpu 300 900']);
    assert.deepEqual(between(399), []);
    assert.deepEqual(between(590, 'start-up'), []);
  });
});
