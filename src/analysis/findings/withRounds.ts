import { groupBy } from '../../base/groupBy';
import { lastAttempt } from '../../model/call';
import type { Activity, ActivityId, CallActivity } from '../activity';
import type { DependencyGraph } from '../graph/dependencies';
import type { Branch, Series } from './findSeries';
import { type Flow, findFlows } from './flows';
import { charsOf } from './promptFacts';

/** Two lines that take turns twice may do so by chance. */
const LEAST_ROUNDS = 3;

/**
 * Adds to the series of a run the loops whose rounds go over several lines, such as a question that is checked, routed and
 * answered, one question after the other. That the steps of one round need nothing of each other that can be seen says
 * little: what is said of their order is left out for what is said of the rounds.
 */
export function withRounds(graph: DependencyGraph, series: readonly Series[]): readonly Series[] {
  const idsOf = (some: readonly Series[]) =>
    new Set(some.flatMap(({ branches }) => branches.flatMap(({ activities }) => activities)));
  const loops = series.filter(({ isLoop }) => isLoop);
  const told = idsOf(loops);
  const rounds = findFlows(graph).flatMap((flow) => findRounds(flow, graph, told));
  if (rounds.length === 0) return series;
  const within = idsOf(rounds);
  const apart = series.filter((one) => !one.branches.some(({ head }) => within.has(head)));
  return [...apart, ...rounds];
}

function findRounds({ activities }: Flow, graph: DependencyGraph, told: ReadonlySet<Activity>): Series[] {
  const left = activities.filter((activity) => !told.has(activity));
  const lines = groupBy(left.filter(isCall), lineOf);
  if (lines.size < 2) return [];
  const [, heads = []] =
    [...lines].find(([line, calls]) => line !== undefined && calls.length >= LEAST_ROUNDS) ?? [];
  const rounds = cutAt(left, heads);
  const isLoop = rounds.length >= LEAST_ROUNDS && goOverTheSame(rounds) && areApart(rounds, graph);
  if (!isLoop || growThroughout(heads)) return [];
  // Whatever the steps of a round said may have decided what came next.
  return [{ branches: rounds, isLoop: true, hasWork: true }];
}

/** Each round reaches up to the next one, and the last as far as the lines of the others. */
function cutAt(activities: readonly Activity[], heads: readonly CallActivity[]): Branch[] {
  const isHead = new Set<Activity>(heads);
  const starts = activities.flatMap((activity, index) => (isHead.has(activity) ? [index] : []));
  const rounds = starts.map((start, index) => activities.slice(start, starts[index + 1]));
  const lines = new Set(rounds.slice(0, -1).flatMap((round) => round.filter(isCall).map(lineOf)));
  return rounds.map((round, index) => {
    const after = round.findIndex((one) => isCall(one) && !lines.has(lineOf(one)));
    const isCut = index === rounds.length - 1 && after >= 0;
    return toBranch(heads[index] as CallActivity, isCut ? round.slice(0, after) : round);
  });
}

function toBranch(head: CallActivity, activities: Activity[]): Branch {
  return { head, activities, end: activities.reduce((end, one) => Math.max(end, one.end), head.end) };
}

/** Whether each round goes over the same lines, more than one of them, and nothing failed. */
function goOverTheSame(rounds: readonly Branch[]): boolean {
  const ways = rounds.map(({ activities }) => {
    const calls = activities.filter(isCall);
    const hasGoneWell = calls.every(({ call: { outcome } }) => outcome === 'complete');
    return hasGoneWell ? [...new Set(calls.map(lineOf))].sort() : [];
  });
  const [first = []] = ways;
  return first.length > 1 && ways.every((way) => way.join('\n') === first.join('\n'));
}

/** Whether no round needs anything of one before it. */
function areApart(rounds: readonly Branch[], graph: DependencyGraph): boolean {
  const roundOf = new Map<ActivityId, Branch>();
  for (const round of rounds) for (const { id } of round.activities) roundOf.set(id, round);
  return rounds.every((round) =>
    round.activities.every(({ id }) =>
      (graph.before.get(id) ?? []).every(
        ({ from, why }) => why === 'order' || why === 'join' || (roundOf.get(from) ?? round) === round,
      ),
    ),
  );
}

/** Prompts that are longer from round to round carry something on, though the words of no answer. */
function growThroughout(heads: readonly CallActivity[]): boolean {
  const chars = heads.map(({ call }) => charsOf(lastAttempt(call).request.prompt ?? []));
  return chars.every((length, index) => index === 0 || length > (chars[index - 1] ?? 0));
}

function isCall(activity: Activity): activity is CallActivity {
  return activity.kind === 'call';
}

function lineOf({ call }: CallActivity): string | undefined {
  return call.attribution.site?.id;
}
