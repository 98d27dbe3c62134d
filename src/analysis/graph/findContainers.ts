import type { ProcessId } from '../../base/units';
import type { ProcessInfo } from '../../model/run';
import type { Activity, ActivityId, WorkActivity } from '../activity';

/** A process may be met a little before the work that it is was told, since each has its own clock. */
const CLOCK_TOLERANCE_MS = 5;

/**
 * What goes on within other work, by its id: what a child process does is within the work that is that process, and
 * what a tool or a server of the run does for another process is within the request to it. Of several, the one that
 * began last.
 * @param activities in the order they start
 */
export function findContainers(
  activities: readonly Activity[],
  processes: readonly ProcessInfo[],
): ReadonlyMap<ActivityId, ActivityId> {
  const inside = new Map<ActivityId, ActivityId>();
  if (new Set(processes.map(({ pid }) => pid)).size < 2) return inside;
  const pids = new Map(processes.map(({ id, pid }) => [id, pid]));
  const homes = findHomes(activities.filter(isKind('process')), processes, pids);
  const begun = new Set<Activity>();
  let open: WorkActivity[] = [];
  for (const activity of activities) {
    open = open.filter(({ end }) => end > activity.start);
    const asked = open.findLast((work) => contains(work, activity) && isOther(work, activity, pids));
    const home = homes.get(activity.process);
    const container = asked && (!home || asked.start >= home.start) ? asked : home;
    if (container && begun.has(container)) inside.set(activity.id, container.id);
    begun.add(activity);
    if (isRequest(activity)) open.push(activity);
  }
  return inside;
}

/**
 * The work that a process is, for each that was started by another: of all that went on as long as it did, the one that
 * ended next after it. One that goes on is the first that is nobody else's; numbers of processes tell their order.
 */
function findHomes(
  spawned: readonly WorkActivity[],
  processes: readonly ProcessInfo[],
  pids: ReadonlyMap<ProcessId, number>,
): ReadonlyMap<ProcessId, WorkActivity> {
  const known = new Set(pids.values());
  const homes = new Map<ProcessId, WorkActivity>();
  const byPid = new Map<number, WorkActivity>();
  const byEnd = (a: WorkActivity, b: WorkActivity) => a.end - b.end;
  for (const child of processes.toSorted((a, b) => a.pid - b.pid || a.thread - b.thread)) {
    const taken = new Set(byPid.values());
    const isParent = (pid: number | undefined) =>
      known.has(child.parentPid) ? pid === child.parentPid : pid !== child.pid;
    const around = spawned.filter(
      (work) => !taken.has(work) && isParent(pids.get(work.process)) && holds(work, child),
    );
    const ofProcess = byPid.get(child.pid);
    const home = ofProcess ?? (child.end === undefined ? around[0] : around.sort(byEnd)[0]);
    if (!home) continue;
    homes.set(child.id, home);
    byPid.set(child.pid, home);
  }
  return homes;
}

function holds({ start, end }: WorkActivity, child: ProcessInfo): boolean {
  const until = child.end ?? child.start;
  return start <= child.start + CLOCK_TOLERANCE_MS && until <= end + CLOCK_TOLERANCE_MS;
}

function isKind(kind: WorkActivity['work']['work']['kind']) {
  return (activity: Activity): activity is WorkActivity =>
    activity.kind === 'work' && activity.work.work.kind === kind;
}

/** Whether somebody else may work for it meanwhile: a tool, or a server on this machine. */
function isRequest(activity: Activity): activity is WorkActivity {
  if (activity.kind !== 'work') return false;
  const { kind, name } = activity.work.work;
  return kind === 'tool' || (kind === 'http' && /\b(localhost|127\.0\.0\.1)\b|\[::1\]/.test(name));
}

function contains(work: WorkActivity, { start, end }: Activity): boolean {
  return work.start <= start && end <= work.end;
}

function isOther(work: WorkActivity, { process }: Activity, pids: ReadonlyMap<ProcessId, number>): boolean {
  return pids.get(work.process) !== pids.get(process);
}
