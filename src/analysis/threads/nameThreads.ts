import { formatPlace } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import type { ChainFrame } from '../../model/attribution';
import type { Activity, ActivityId } from '../activity';
import type { Thread, ThreadId } from './thread';

/** What of an analysed run names tell of. */
export interface NamedParts {
  readonly threads: readonly Thread[];
  readonly activities: readonly Activity[];
}

/**
 * What each thread is called: the function that its loop is in, with a number where several threads share one. Calls
 * are often made in a helper, so the loop's function is the innermost one that led to its calls and to the work of its
 * tools: `researchTopic 2`, not `askModel`. Where there is no such work it is that of its call site.
 */
export function nameThreads({ threads, activities }: NamedParts): ReadonlyMap<ThreadId, string> {
  const byId = new Map(activities.map((activity) => [activity.id, activity]));
  const groups = groupBy(threads, (thread) => nameOf(thread, byId));
  const named = [...groups].flatMap(([name, group]) =>
    group.map(({ id }, index): [ThreadId, string] => [id, group.length > 1 ? `${name} ${index + 1}` : name]),
  );
  return new Map(named);
}

function nameOf(thread: Thread, byId: ReadonlyMap<ActivityId, Activity>): string {
  const { chain = [], site } = thread.calls[0]?.attribution ?? {};
  const frame = findLoop(thread, byId) ?? site ?? chain[0];
  return frame ? (frame.functionName ?? formatPlace(frame)) : 'calls without a line';
}

/** The innermost frame whose function led to all calls and to all work of the tools of which a line is known. */
function findLoop(
  { calls, iterations }: Thread,
  byId: ReadonlyMap<ActivityId, Activity>,
): ChainFrame | undefined {
  const work = iterations.flatMap(({ tools }) => tools.flatMap(({ activities }) => activities));
  const workChains = work.map((id) => chainOf(byId.get(id))).filter(({ length }) => length > 0);
  if (workChains.length === 0) return undefined;
  const [first = [], ...others] = calls.map(({ attribution }) => attribution.chain);
  return first.find((frame) => [...others, ...workChains].every((chain) => leadsThrough(chain, frame)));
}

function chainOf(activity: Activity | undefined): readonly ChainFrame[] {
  const { attribution } = activity?.kind === 'work' ? activity.work.work : (activity?.call ?? {});
  return attribution?.chain ?? [];
}

function leadsThrough(chain: readonly ChainFrame[], { file, functionName }: ChainFrame): boolean {
  return (
    functionName !== undefined &&
    chain.some((frame) => frame.file === file && frame.functionName === functionName)
  );
}
