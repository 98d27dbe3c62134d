import type { Milliseconds } from '../../base/units';
import { lastAttempt } from '../../model/call';
import type { Activity, ActivityId, CallActivity } from '../activity';
import type { Dependency, DependencyGraph } from '../graph/dependencies';
import { type Flow, findFlows } from './flows';

/** A call that needs nothing of what was done before it in its series, and all that came out of it. */
export interface Branch {
  readonly head: CallActivity;
  readonly activities: Activity[];
  /** Of what ended last in it. */
  end: Milliseconds;
}

/** Branches that a flow took one after the other although none needs another. */
export interface Series {
  readonly branches: readonly Branch[];
  /** They begin at one line. */
  readonly isLoop: boolean;
  /** Other work lay between them, which could have carried something from one to the next. */
  readonly hasWork: boolean;
}

/**
 * Words of shorter answers are not found again in prompts. They are a number, a name, a way to go, and may have decided
 * what came next without being in it.
 */
const LEAST_ANSWER_CHARS = 32;

/** Branches in series, of one line or of lines that follow each other. Series of fewer than two branches are none. */
export function findSeries(graph: DependencyGraph): readonly Series[] {
  return findFlows(graph).flatMap((flow) => {
    const loops = findLoops(flow, graph);
    const used = new Set(loops.flatMap(({ branches }) => branches.flatMap(({ activities }) => activities)));
    return [...loops, ...findNeighbours(flow, graph, used)];
  });
}

/** A series that may still go on. */
class OpenSeries {
  readonly branches: Branch[] = [];
  hasWork = false;
  private readonly branchOf = new Map<ActivityId, Branch>();

  constructor(private readonly graph: DependencyGraph) {}

  /** What an activity is to the series: a part of its last branch, something that needs others of them, or neither. */
  relate(activity: Activity): 'part' | 'join' | 'none' {
    const needed = this.neededBy(activity);
    if (needed.size === 0) return 'none';
    return needed.size === 1 && needed.has(this.branches.at(-1)) ? 'part' : 'join';
  }

  begin(head: CallActivity): void {
    const branch: Branch = { head, activities: [head], end: head.end };
    this.branches.push(branch);
    this.branchOf.set(head.id, branch);
  }

  extend(activity: Activity): void {
    const last = this.branches.at(-1) as Branch;
    this.branchOf.set(activity.id, last);
    last.activities.push(activity);
    last.end = Math.max(last.end, activity.end);
  }

  close(isLoop: boolean): Series[] {
    const { branches, hasWork } = this;
    if (branches.length < 2) return [];
    return [{ branches: [...branches.slice(0, -1), this.trimLast()], isLoop, hasWork }];
  }

  /** What follows the last branch at a line that no other branch came to is no more of the loop. */
  private trimLast(): Branch {
    const [first, last] = [this.branches[0] as Branch, this.branches.at(-1) as Branch];
    const lines = new Set(first.activities.map(lineOf));
    const activities = last.activities.filter((one) => one === last.head || lines.has(lineOf(one)));
    const end = activities.reduce((latest, one) => Math.max(latest, one.end), last.head.end);
    return { ...last, activities, end };
  }

  private neededBy({ id }: Activity): ReadonlySet<Branch | undefined> {
    const needs = (this.graph.before.get(id) ?? []).filter(isNeed);
    return new Set(needs.flatMap(({ from }) => this.branchOf.get(from) ?? []));
  }
}

function isNeed({ why }: Dependency): boolean {
  return why !== 'order' && why !== 'join';
}

/**
 * Branches that begin at one line. A call of another line that needs nothing of the series ends it: the loop is that
 * one's then, or may hang on it.
 */
function findLoops(flow: Flow, graph: DependencyGraph): readonly Series[] {
  const loops = new Loops(graph);
  for (const activity of flow.activities) loops.add(activity);
  return loops.closeAll();
}

class Loops {
  private readonly open = new Map<string, OpenSeries>();
  private readonly found: Series[] = [];

  constructor(private readonly graph: DependencyGraph) {}

  add(activity: Activity): void {
    const line = lineOf(activity);
    let isPart = false;
    for (const [name, series] of this.open) {
      const relation = series.relate(activity);
      if (relation === 'part') {
        series.extend(activity);
        isPart ||= name === line;
      } else if (activity.kind === 'work') series.hasWork ||= carriesData(activity);
      else if (relation === 'join' || name !== line) this.close(name);
    }
    if (activity.kind === 'call' && line !== undefined && !isPart && hasGoneWell(activity))
      this.begin(line, activity);
  }

  closeAll(): readonly Series[] {
    for (const name of [...this.open.keys()]) this.close(name);
    return this.found;
  }

  private begin(line: string, head: CallActivity): void {
    const series = this.open.get(line) ?? new OpenSeries(this.graph);
    this.open.set(line, series);
    series.begin(head);
  }

  private close(line: string): void {
    this.found.push(...(this.open.get(line)?.close(true) ?? []));
    this.open.delete(line);
  }
}

/** Calls of different lines that follow each other directly, each with an answer that would show if it was used. */
function findNeighbours(flow: Flow, graph: DependencyGraph, used: ReadonlySet<Activity>): Series[] {
  const found: Series[] = [];
  let series = new OpenSeries(graph);
  const restart = () => {
    found.push(...series.close(false));
    series = new OpenSeries(graph);
  };
  for (const activity of flow.activities) {
    if (activity.kind === 'work') {
      if (carriesData(activity)) restart();
    } else if (used.has(activity) || !hasGoneWell(activity)) restart();
    else {
      if (series.relate(activity) !== 'none' || !wouldShow(series.branches.at(-1)?.head)) restart();
      series.begin(activity);
    }
  }
  restart();
  return found;
}

/** What came to nothing may be why something else was tried. */
function hasGoneWell({ call: { outcome } }: CallActivity): boolean {
  return outcome === 'complete' || outcome === 'inFlight';
}

function wouldShow(head: CallActivity | undefined): boolean {
  if (!head) return true;
  const { response } = lastAttempt(head.call);
  return (
    head.call.outcome === 'complete' &&
    response?.toolCalls.length === 0 &&
    response.textChars >= LEAST_ANSWER_CHARS
  );
}

function lineOf(activity: Activity): string | undefined {
  return activity.kind === 'call' ? activity.call.attribution.site?.id : undefined;
}

/** Sleeping and computing bring nothing in from outside. */
function carriesData(activity: Activity): boolean {
  return activity.kind === 'work' && activity.work.work.kind !== 'timer' && activity.work.work.kind !== 'cpu';
}
