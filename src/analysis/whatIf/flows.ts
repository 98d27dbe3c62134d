import type { Milliseconds, ProcessId } from '../../base/units';
import type { DoneAgain } from './reachGoal';

/** Activities that wait for each other. */
interface Flow {
  calls: number;
  start: Milliseconds;
  end: Milliseconds;
  /** For how long it computes, per process. */
  readonly computing: Map<ProcessId, Milliseconds>;
}

/**
 * Calls per second of a program that does this again and again. Activities that wait for each other, however indirectly,
 * are one flow: it begins again when its last activity has ended. Flows that never wait for each other repeat each on
 * their own, so their rates add up, as far as the one thread of each process can compute for all of them. Calls that a
 * change does away with still count: what they were made for is done.
 */
export function sumFlowRates(done: DoneAgain): number {
  const flows = findFlows(done).filter(({ calls, start, end }) => calls > 0 && end > start);
  const load = new Map<ProcessId, number>();
  let rate = 0;
  for (const { calls, start, end, computing } of flows) {
    rate += (1000 * calls) / (end - start);
    for (const [process, time] of computing) {
      load.set(process, (load.get(process) ?? 0) + time / (end - start));
    }
  }
  return rate / [...load.values()].reduce((most, each) => Math.max(most, each), 1);
}

function findFlows({ plan, schedule, gone }: DoneAgain): readonly Flow[] {
  const rootOf = findRoots(plan);
  const flows = new Map<number, Flow>();
  for (const [index, activity] of plan.activities.entries()) {
    const root = rootOf[index] ?? index;
    const flow = flows.get(root) ?? emptyFlow();
    flows.set(root, flow);
    if (activity.kind === 'call') flow.calls += 1;
    if (gone.has(index)) continue;
    const start = activity.start + (schedule.startShift[index] ?? 0);
    const end = activity.end + (schedule.endShift[index] ?? 0);
    flow.start = Math.min(flow.start, start);
    flow.end = Math.max(flow.end, end);
    if (activity.kind === 'work' && activity.work.work.kind === 'cpu') {
      flow.computing.set(activity.process, (flow.computing.get(activity.process) ?? 0) + end - start);
    }
  }
  return [...flows.values()];
}

function emptyFlow(): Flow {
  return {
    calls: 0,
    start: Number.POSITIVE_INFINITY,
    end: Number.NEGATIVE_INFINITY,
    computing: new Map(),
  };
}

/** Of each activity, one that stands for its flow. */
function findRoots({ activities, links, contents }: DoneAgain['plan']): Int32Array {
  const parents = Int32Array.from(activities.keys());
  const rootOf = (index: number): number => {
    let root = index;
    while (parents[root] !== root) {
      parents[root] = parents[parents[root] ?? root] ?? root;
      root = parents[root] ?? root;
    }
    return root;
  };
  const connect = (one: number, other: number) => {
    parents[rootOf(other)] = rootOf(one);
  };
  for (const [index, own] of links.entries()) for (const { from } of own) connect(from, index);
  for (const [outer, within] of contents) for (const inner of within) connect(outer, inner);
  return parents.map((_, index) => rootOf(index));
}
