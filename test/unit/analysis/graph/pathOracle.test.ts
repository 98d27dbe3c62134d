import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findCriticalPath } from '../../../../src/analysis/graph/findCriticalPath';
import { arbitraryTasks, graphOf, schedule, type Task } from './arbitrarySchedule';

const numberOfRuns = 200;

function endOf(tasks: readonly Task[]): number {
  return Math.max(...schedule(tasks).map(({ end }) => end));
}

/** How long it takes to get to the end of each task over any chain of those that wait for each other, by trying all. */
function allChains(tasks: readonly Task[]): { readonly length: number; readonly tasks: readonly number[] }[] {
  const chainsTo = (index: number): { length: number; tasks: readonly number[] }[] => {
    const { duration, lag, waitsFor } = tasks[index] as Task;
    const before = waitsFor.flatMap(chainsTo);
    const own = lag + duration;
    const longer = before.map((chain) => ({ length: chain.length + own, tasks: [...chain.tasks, index] }));
    return longer.length > 0 ? longer : [{ length: own, tasks: [index] }];
  };
  return tasks.flatMap((_, index) => chainsTo(index));
}

function lengthen(tasks: readonly Task[], index: number, by: number): readonly Task[] {
  return tasks.map((task, at) => (at === index ? { ...task, duration: task.duration + by } : task));
}

describe('findCriticalPath, beside trying everything', function () {
  this.timeout(30_000);

  it('has the length of the longest chain, and leads over one', () => {
    fc.assert(
      fc.property(arbitraryTasks, (tasks) => {
        const end = endOf(tasks);
        const path = findCriticalPath(graphOf(tasks), { start: 0, end });
        const chains = allChains(tasks);
        assert.equal(Math.max(...chains.map(({ length }) => length)), end);
        const longest = chains.filter(({ length }) => length === end).map((chain) => chain.tasks.join(' '));
        const over = path.segments.flatMap(({ activity }) => (activity ? [activity.slice(1)] : []));
        assert.ok(longest.includes(over.join(' ')), `${over} is none of ${longest.join(' | ')}`);
      }),
      { numRuns: numberOfRuns, seed: 1 },
    );
  });

  it('gives each task the time that it can take longer, and not a moment more', () => {
    fc.assert(
      fc.property(arbitraryTasks, (tasks) => {
        const end = endOf(tasks);
        const { slack } = findCriticalPath(graphOf(tasks), { start: 0, end });
        for (const index of tasks.keys()) {
          const spare = slack.get(`t${index}` as never) ?? Number.NaN;
          assert.equal(endOf(lengthen(tasks, index, spare)), end);
          assert.equal(endOf(lengthen(tasks, index, spare + 1)), end + 1);
        }
      }),
      { numRuns: numberOfRuns, seed: 1 },
    );
  });

  it('gives each task that time towards the end of another one', () => {
    fc.assert(
      fc.property(arbitraryTasks, fc.nat(11), (tasks, any) => {
        const target = any % tasks.length;
        const endOfTarget = (of: readonly Task[]) => schedule(of)[target]?.end ?? 0;
        const end = endOfTarget(tasks);
        const { slack } = findCriticalPath(graphOf(tasks), { start: 0, end }, `t${target}` as never);
        for (const index of tasks.keys()) {
          const spare = slack.get(`t${index}` as never) ?? Number.POSITIVE_INFINITY;
          const isIrrelevant = spare === Number.POSITIVE_INFINITY;
          assert.equal(endOfTarget(lengthen(tasks, index, isIrrelevant ? 1000 : spare)), end);
          if (!isIrrelevant) assert.equal(endOfTarget(lengthen(tasks, index, spare + 1)), end + 1);
        }
      }),
      { numRuns: numberOfRuns, seed: 1 },
    );
  });
});
