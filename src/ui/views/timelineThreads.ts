import type { Activity } from '../../analysis/activity';
import type { RunAnalysis } from '../../analysis/analyseRun';
import { buildIterationLedger, buildThreadLedger } from '../../analysis/ledger/ledgers';
import { nameThreads } from '../../analysis/threads/nameThreads';
import type { Iteration, Thread } from '../../analysis/threads/thread';
import { formatPlace } from '../../base/format';
import type { TimelineIteration, TimelineThread } from '../../protocol/timelineAnalysis';
import { roundTime } from './roundTime';
import { describeShares } from './timelineShares';

/** The loops of a run: threads of more than one iteration. A single request needs no group of its own. */
export function buildTimelineThreads(analysis: RunAnalysis): readonly TimelineThread[] {
  const loops = analysis.threads.filter(isLoop);
  if (loops.length === 0) return [];
  const names = nameThreads(analysis);
  const others = findOthers(analysis, loops);
  const ids = new Set(loops.map(({ id }) => id));
  return loops.map((thread) => ({
    id: thread.id,
    name: names.get(thread.id) ?? thread.id,
    place: placeOf(thread),
    start: roundTime(thread.start),
    end: roundTime(thread.end),
    ...(thread.parent && ids.has(thread.parent.thread) && { parent: thread.parent.thread }),
    iterations: thread.iterations.map((iteration) => describeIteration(analysis, thread, iteration)),
    others: others.get(thread.id) ?? [],
    ledger: describeShares(buildThreadLedger(analysis, thread).entries),
  }));
}

/** Whether a thread goes round more than once. */
export function isLoop({ iterations }: Thread): boolean {
  return iterations.length > 1;
}

function placeOf({ calls }: Thread): string {
  const site = calls[0]?.attribution.site;
  return site ? formatPlace(site) : '';
}

function describeIteration(analysis: RunAnalysis, thread: Thread, iteration: Iteration): TimelineIteration {
  return {
    ordinal: iteration.ordinal,
    start: roundTime(iteration.start),
    end: roundTime(iteration.end),
    callIds: iteration.calls.map(({ id }) => id),
    ledger: describeShares(buildIterationLedger(analysis, thread, iteration).entries),
  };
}

/** By loop: other work of it, and the calls of single requests that were made for it. */
function findOthers(
  { activities, threads }: RunAnalysis,
  loops: readonly Thread[],
): ReadonlyMap<string, readonly string[]> {
  const others = new Map<string, string[]>(loops.map(({ id }) => [id, []]));
  for (const { parent, calls, ...thread } of threads) {
    if (parent && !isLoop({ parent, calls, ...thread })) {
      others.get(parent.thread)?.push(...calls.map(({ id }) => id));
    }
  }
  const byTool = new Map(
    loops.flatMap(({ id, iterations }) =>
      iterations.flatMap(({ tools }) =>
        tools.flatMap((tool) => tool.activities.map((one) => [one, id] as const)),
      ),
    ),
  );
  for (const activity of activities) {
    if (activity.kind !== 'work') continue;
    const loop = byTool.get(activity.id) ?? findLoopAround(activity, loops);
    if (loop) others.get(loop)?.push(activity.id);
  }
  return others;
}

/** The one loop that goes on around a piece of work; undefined when loops beside each other do. */
function findLoopAround({ start, end }: Activity, loops: readonly Thread[]): string | undefined {
  const around = loops
    .filter((loop) => loop.start <= start && end <= loop.end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const isNested = around.every(
    (loop, index) => index === 0 || around[index - 1]?.parent?.thread === loop.id,
  );
  return isNested ? around[0]?.id : undefined;
}
