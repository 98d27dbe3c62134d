import type { Interval } from '../../base/intervals';
import { partitionPoint } from '../../base/partitionPoint';
import type { Milliseconds } from '../../base/units';
import type { Activity, ActivityId } from '../activity';
import type { CriticalPath, PathSegment } from './criticalPath';
import type { Dependency, DependencyGraph, DependencyReason } from './dependencies';
import { findSlack } from './findSlack';
import { findNesting, type Nesting } from './nesting';

/**
 * What the end of an interval waited for, back to its start: each time what ended last of all that was waited for. Of
 * what goes on within other work the path leads through that.
 * @param span of the run, or of a part of it
 * @param target what the end belongs to, such as the call whose first text it is; whatever ends last when absent
 * @param known path of an earlier state of the run, and up to when nothing has changed since
 */
export function findCriticalPath(
  graph: DependencyGraph,
  { start, end }: Interval,
  target?: ActivityId,
  known?: KnownPath,
): CriticalPath {
  const walk = new Walk(graph, start, known?.path.start === start ? known : undefined);
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

/** A path that another one may join on its way back. */
export interface KnownPath {
  readonly path: CriticalPath;
  readonly until: Milliseconds;
}

/** The stronger one first, where two were waited for until the same moment. */
const reasons: readonly DependencyReason[] = ['toolResult', 'conversation', 'quote', 'tool', 'order', 'join'];

/** Goes back in time. */
class Walk {
  private readonly found: PathSegment[] = [];
  private readonly nesting: Nesting;
  /** What comes before the way that was gone. */
  private joined: readonly PathSegment[] = [];

  constructor(
    private readonly graph: DependencyGraph,
    private readonly start: Milliseconds,
    private readonly known: KnownPath | undefined,
  ) {
    this.nesting = findNesting(graph);
  }

  segments(): readonly PathSegment[] {
    return [...this.joined, ...this.found.reverse()];
  }

  from(end: Milliseconds, target: ActivityId | undefined): void {
    const { find, within } = this.nesting;
    const named = target === undefined ? undefined : find(this.lift(target, undefined) ?? target);
    const last = named ?? lastOf(within(undefined) ?? [], end);
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
      if (!container && this.join(activity)) return;
    }
    this.add(start, at, container);
  }

  /** Goes on with the way that is known where that came through the same activity, if nothing before has changed. */
  private join({ id, start }: Activity): boolean {
    const { path, until } = this.known ?? {};
    if (!path || until === undefined || start >= until || start <= this.start) return false;
    const place = partitionPoint(path.segments, (segment) => segment.start >= start);
    const segment = path.segments[place];
    if (segment?.activity !== id || segment.start !== start) return false;
    this.joined = path.segments.slice(0, place);
    return true;
  }

  private goThrough(activity: Activity, stretch: Interval): void {
    const within = this.nesting.within(activity.id);
    if (within) this.goBack(lastOf(within, stretch.end), activity, stretch);
    else this.add(stretch.start, stretch.end, activity);
  }

  private add(start: Milliseconds, end: Milliseconds, activity: Activity | undefined): void {
    if (start < end) this.found.push({ start, end, ...(activity && { activity: activity.id }) });
  }

  /** What ended last of all that an activity waited for at its level. */
  private waitedFor(activity: Activity, container: Activity | undefined): Activity | undefined {
    let best: { readonly activity: Activity; readonly dependency: Dependency } | undefined;
    for (const dependency of this.graph.before.get(activity.id) ?? []) {
      const id = this.lift(dependency.from, container?.id);
      const candidate = id === undefined ? undefined : this.nesting.find(id);
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
  for (let index = activities.length - 1; index >= 0; index--) {
    const activity = activities[index] as Activity;
    if (activity.start >= until) continue;
    // Nothing ends later than what goes on then, and what comes now began earlier.
    if (activity.end >= until) return activity;
    if (!last || activity.end > last.end) last = activity;
  }
  return last;
}
