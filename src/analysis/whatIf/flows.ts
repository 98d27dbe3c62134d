import { groupBy } from '../../base/groupBy';
import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds, ProcessId } from '../../base/units';
import type { Activity } from '../activity';
import type { Plan } from './plan';
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

function findFlows(done: DoneAgain): readonly Flow[] {
  const { flows, flowOf, recorded } = partIntoFlows(done.plan);
  const moved = new Set([...done.schedule.keys()].map((index) => flowOf[index]));
  return recorded.map((flow, number) => {
    return moved.has(number) ? measureFlow(done.plan, flows[number] ?? [], done) : flow;
  });
}

/** The activities of each flow of a plan, the flow of each activity, and the flows as they were recorded. */
const partIntoFlows = memoiseByIdentity((plan: Plan) => {
  const rootOf = findRoots(plan);
  const flows = [...groupBy([...plan.activities.keys()], (index) => rootOf[index]).values()];
  const flowOf = new Int32Array(plan.activities.length);
  for (const [number, members] of flows.entries()) for (const index of members) flowOf[index] = number;
  return { flows, flowOf, recorded: flows.map((members) => measureFlow(plan, members)) };
});

/** @param done absent for the recorded run */
function measureFlow(
  { activities }: Plan,
  members: readonly number[],
  done?: Pick<DoneAgain, 'schedule' | 'gone'>,
): Flow {
  const flow = emptyFlow();
  for (const index of members) {
    const activity = activities[index] as Activity;
    if (activity.kind === 'call') flow.calls += 1;
    if (done?.gone.has(index)) continue;
    const shift = done?.schedule.get(index);
    const start = activity.start + (shift?.start ?? 0);
    const end = activity.end + (shift?.end ?? 0);
    flow.start = Math.min(flow.start, start);
    flow.end = Math.max(flow.end, end);
    if (activity.kind === 'work' && activity.work.work.kind === 'cpu') {
      flow.computing.set(activity.process, (flow.computing.get(activity.process) ?? 0) + end - start);
    }
  }
  return flow;
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
function findRoots({ activities, links, contents }: Plan): Int32Array {
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
