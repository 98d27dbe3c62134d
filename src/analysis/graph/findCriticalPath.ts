import type { Interval } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import type { Activity, ActivityId } from '../activity';
import type { CriticalPath, PathSegment } from './criticalPath';
import type { Dependency, DependencyGraph, DependencyReason } from './dependencies';
import { findSlack } from './findSlack';
import { findNesting } from './nesting';

/**
 * What the end of an interval waited for, back to its start: each time what ended last of all that was waited for. Of
 * what goes on within other work the path leads through that.
 * @param span of the run, or of a part of it
 * @param target what the end belongs to, such as the call whose first text it is; whatever ends last when absent
 */
export function findCriticalPath(
  graph: DependencyGraph,
  { start, end }: Interval,
  target?: ActivityId,
): CriticalPath {
  const walk = new Walk(graph, start);
  walk.from(end, target);
  let slack: CriticalPath['slack'] | undefined;
  return {
    start,
    end,
    segments: walk.segments(),
    // A path through a part of a run costs what that part does; slack is a matter of the whole.
    get slack() {
      slack ??= findSlack(graph, end, target);
      return slack;
    },
  };
}

/** The stronger one first, where two were waited for until the same moment. */
const reasons: readonly DependencyReason[] = ['toolResult', 'conversation', 'quote', 'tool', 'order', 'join'];

/** Goes back in time. */
class Walk {
  private readonly found: PathSegment[] = [];

  constructor(
    private readonly graph: DependencyGraph,
    private readonly start: Milliseconds,
  ) {}

  segments(): readonly PathSegment[] {
    return this.found.reverse();
  }

  from(end: Milliseconds, target: ActivityId | undefined): void {
    const { byId, within } = findNesting(this.graph);
    const named = target === undefined ? undefined : byId.get(this.lift(target, undefined) ?? target);
    const last = named ?? lastOf(within.get(undefined) ?? [], end);
    this.goBack(last, undefined, { start: this.start, end });
  }

  /** Through all that was waited for at one level, and no further than the container reaches. */
  private goBack(
    last: Activity | undefined,
    container: Activity | undefined,
    { start, end }: Interval,
  ): void {
    let at = end;
    for (let activity = last; activity && at > start; activity = this.waitedFor(activity, container)) {
      const until = Math.max(start, Math.min(activity.end, at));
      this.add(until, at, container);
      this.goThrough(activity, { start: Math.max(start, activity.start), end: until });
      at = Math.max(start, Math.min(activity.start, at));
    }
    this.add(start, at, container);
  }

  private goThrough(activity: Activity, stretch: Interval): void {
    const within = findNesting(this.graph).within.get(activity.id);
    if (within) this.goBack(lastOf(within, stretch.end), activity, stretch);
    else this.add(stretch.start, stretch.end, activity);
  }

  private add(start: Milliseconds, end: Milliseconds, activity: Activity | undefined): void {
    if (start < end) this.found.push({ start, end, ...(activity && { activity: activity.id }) });
  }

  /** What ended last of all that an activity waited for at its level. */
  private waitedFor(activity: Activity, container: Activity | undefined): Activity | undefined {
    const { byId } = findNesting(this.graph);
    let best: { readonly activity: Activity; readonly dependency: Dependency } | undefined;
    for (const dependency of this.graph.before.get(activity.id) ?? []) {
      const id = this.lift(dependency.from, container?.id);
      const candidate = id === undefined ? undefined : byId.get(id);
      if (!candidate || candidate.start > activity.start || candidate === activity) continue;
      if (!best || isLater(candidate, dependency, best, activity.start))
        best = { activity: candidate, dependency };
    }
    return best?.activity;
  }

  /** The activity itself, or what it is within at the level of a container. */
  private lift(id: ActivityId, container: ActivityId | undefined): ActivityId | undefined {
    let lifted: ActivityId | undefined = id;
    while (lifted !== undefined && this.graph.inside.get(lifted) !== container) {
      lifted = this.graph.inside.get(lifted);
    }
    return lifted;
  }
}

function isLater(
  activity: Activity,
  { why }: Dependency,
  best: { readonly activity: Activity; readonly dependency: Dependency },
  start: Milliseconds,
): boolean {
  const [end, bestEnd] = [Math.min(activity.end, start), Math.min(best.activity.end, start)];
  if (end !== bestEnd) return end > bestEnd;
  const [rank, bestRank] = [reasons.indexOf(why), reasons.indexOf(best.dependency.why)];
  return rank === bestRank ? activity.start > best.activity.start : rank < bestRank;
}

/** What ended last until a moment; of what went on then, what began last. */
function lastOf(activities: readonly Activity[], until: Milliseconds): Activity | undefined {
  let last: Activity | undefined;
  for (const activity of activities) {
    if (activity.start >= until) break;
    if (!last || Math.min(activity.end, until) >= Math.min(last.end, until)) last = activity;
  }
  return last;
}
