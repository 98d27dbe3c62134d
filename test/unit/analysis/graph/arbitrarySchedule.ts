import fc from 'fast-check';
import type { Activity, ActivityId } from '../../../../src/analysis/activity';
import type { Dependency, DependencyGraph } from '../../../../src/analysis/graph/dependencies';
import type { CallId } from '../../../../src/base/units';
import { drawCall } from '../../../support/runDsl';

/** A task of a program: how long it takes, what it waits for, and how long after that it is begun. All in whole ms. */
export interface Task {
  readonly duration: number;
  readonly lag: number;
  /** Indices of earlier tasks. */
  readonly waitsFor: readonly number[];
}

/** Programs of up to a dozen tasks that wait for each other in any way. */
export const arbitraryTasks: fc.Arbitrary<readonly Task[]> = fc
  .array(
    fc.record({
      duration: fc.integer({ min: 1, max: 20 }),
      lag: fc.nat(5),
      waitsFor: fc.uniqueArray(fc.nat(11), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((tasks) =>
    tasks.map((task, index) => ({ ...task, waitsFor: task.waitsFor.filter((other) => other < index) })),
  );

/** When each task begins and ends, if each begins as soon as it can. */
export function schedule(tasks: readonly Task[]): { start: number; end: number }[] {
  const times: { start: number; end: number }[] = [];
  for (const { duration, lag, waitsFor } of tasks) {
    const ready = Math.max(0, ...waitsFor.map((other) => times[other]?.end ?? 0));
    times.push({ start: ready + lag, end: ready + lag + duration });
  }
  return times;
}

/** The graph of these tasks as they went. */
export function graphOf(tasks: readonly Task[]): DependencyGraph {
  const times = schedule(tasks);
  const ids = tasks.map((_, index) => `t${index}` as CallId);
  const activities = times.map(({ start, end }, index): Activity => {
    const id = ids[index] as CallId;
    const call = drawCall({ start, line: `close ${end - start}` }, id);
    return { kind: 'call', id, process: call.process, start, end, isOpen: false, call };
  });
  const dependencies = tasks.flatMap(({ waitsFor }, to) =>
    waitsFor.map((from): Dependency => {
      const lag = (times[to]?.start ?? 0) - (times[from]?.end ?? 0);
      return { from: ids[from] as CallId, to: ids[to] as CallId, why: 'order', lag };
    }),
  );
  const by = (key: 'from' | 'to') =>
    new Map<ActivityId, Dependency[]>(ids.map((id) => [id, dependencies.filter((one) => one[key] === id)]));
  return {
    activities: activities.toSorted((a, b) => a.start - b.start),
    before: by('to'),
    after: by('from'),
    inside: new Map(),
  };
}
