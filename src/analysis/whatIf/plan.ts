import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds } from '../../base/units';
import type { Activity, ActivityId } from '../activity';
import type { Dependency, DependencyGraph, DependencyReason } from '../graph/dependencies';
import { indexActivities } from './indexActivities';

/** Waiting of one activity for a moment of another. Activities go by their place in the order in which they started. */
export interface Link {
  readonly from: number;
  /** When what was waited for had come, as recorded: the end of the other, or a moment within it. */
  readonly moment: Milliseconds;
  /** Needs stay whatever is changed; the others only say in which order the program did things. */
  readonly isNeed: boolean;
}

/** A run as something that can be done again: what waits for what, and how long the program takes in between. */
export interface Plan {
  readonly activities: readonly Activity[];
  readonly indexOf: ReadonlyMap<ActivityId, number>;
  /** Of each activity; `from` is less than its own place. */
  readonly links: readonly (readonly Link[])[];
  /** What waits for each activity, the other way round. */
  readonly followers: readonly Iterable<number>[];
  /** By how much an activity whose links are not the recorded ones starts later after them than it did. */
  readonly slips: ReadonlyMap<number, Milliseconds>;
  /** What waits for other things than it did. */
  readonly relinked: ReadonlySet<number>;
  /** What goes on within an activity, by that one's place. */
  readonly contents: ReadonlyMap<number, readonly number[]>;
  /** The same the other way round. */
  readonly outerOf: ReadonlyMap<number, number>;
}

const needs: ReadonlySet<DependencyReason> = new Set(['toolResult', 'conversation', 'quote', 'tool']);

/** The plan that a run followed. */
export const buildPlan: (graph: DependencyGraph) => Plan = memoiseByIdentity(build);

function build({ activities, before, inside }: DependencyGraph): Plan {
  const indexOf = indexActivities(activities);
  const contents = findContents(inside, indexOf);
  const outerOf = new Map([...contents].flatMap(([outer, within]) => within.map((inner) => [inner, outer])));
  const links = activities.map(({ id, start }, index) => {
    const found = (before.get(id) ?? []).flatMap((dependency) =>
      linkOf(dependency, start, index, activities, indexOf),
    );
    return withContainer(found, start, outerOf.get(index));
  });
  const followers = turnAround(links);
  return { activities, indexOf, links, followers, slips: new Map(), relinked: new Set(), contents, outerOf };
}

function turnAround(links: Plan['links']): Plan['followers'] {
  const followers: number[][] = links.map(() => []);
  for (const [index, own] of links.entries()) for (const { from } of own) followers[from]?.push(index);
  return followers;
}

/** None to what has not begun earlier: two pieces without length at one moment may be told in either order. */
function linkOf(
  { from, why }: Dependency,
  start: Milliseconds,
  index: number,
  activities: readonly Activity[],
  indexOf: ReadonlyMap<ActivityId, number>,
): Link[] {
  const place = indexOf.get(from);
  const earlier = place === undefined ? undefined : activities[place];
  if (place === undefined || !earlier || place >= index) return [];
  return [{ from: place, moment: Math.min(earlier.end, start), isNeed: needs.has(why) }];
}

/** What goes on within another waits for that one's start alone, unless it waits for something within it too. */
function withContainer(
  links: readonly Link[],
  start: Milliseconds,
  outer: number | undefined,
): readonly Link[] {
  if (outer === undefined) return links;
  const others = links.filter(({ from }) => from !== outer);
  return others.length > 0 ? others : [{ from: outer, moment: start, isNeed: true }];
}

/** Own time of the program before an activity: from the last moment that it waited for to its start; 0 without links. */
export function lagOf(links: readonly Link[], start: Milliseconds): Milliseconds {
  return links.length === 0 ? 0 : start - lastMoment(links);
}

/** When all that was waited for had come, as recorded. */
export function lastMoment(links: readonly Link[]): Milliseconds {
  let last = Number.NEGATIVE_INFINITY;
  for (const { moment } of links) if (moment > last) last = moment;
  return last;
}

function findContents(
  inside: DependencyGraph['inside'],
  indexOf: ReadonlyMap<ActivityId, number>,
): ReadonlyMap<number, readonly number[]> {
  const contents = new Map<number, number[]>();
  for (const [inner, outer] of inside) {
    const [from, to] = [indexOf.get(outer), indexOf.get(inner)];
    if (from === undefined || to === undefined || from >= to) continue;
    const within = contents.get(from);
    if (within) within.push(to);
    else contents.set(from, [to]);
  }
  return contents;
}
