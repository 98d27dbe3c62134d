import type { Milliseconds } from '../../base/units';
import { completeBranches, leastOf } from './completeBranches';
import { type Link, lagOf, lastMoment, type Plan } from './plan';

/** A longer pause before a branch is no computing: that would have been seen. It overlaps with that of other branches. */
const MOST_COMPUTING_MS = 50;

/** A plan in which branches go side by side. */
export interface Fanned {
  readonly plan: Plan;
  /** All that is in a branch. */
  readonly members: readonly number[];
  /** Pairs of which the second needs what comes out of the first, so that they can't go side by side. */
  readonly conflicts: readonly (readonly [first: number, second: number])[];
}

/**
 * Lets branches go side by side: what only the order of the program held back no longer waits. The branches start one
 * after the other as fast as the program can, since it has one thread; what came after all of them and waited for one
 * waits for all.
 * @param atATime so many branches may go at a time; the next waits for the first of them
 */
export function fanOut(
  plan: Plan,
  wanted: readonly (readonly number[])[],
  atATime = Number.POSITIVE_INFINITY,
): Fanned {
  const branches = completeBranches(plan, wanted);
  const branchOf = new Map(branches.flatMap((branch, number) => branch.map((index) => [index, number])));
  const links = [...plan.links];
  const slips = new Map(plan.slips);
  const exits = branches.map((branch) => findExits(plan, branch, branchOf));
  const conflicts: [number, number][] = [];
  let starter: number | undefined;
  for (const [number, branch] of branches.entries()) {
    const known = conflicts.length;
    for (const index of branch) {
      const { kept, crossed, isFreed } = partLinks(plan.links[index] ?? [], number, branchOf);
      conflicts.push(...crossed.map((from): [number, number] => [from, index]));
      if (!isFreed) continue;
      const lag = lagOf(plan.links[index] ?? [], plan.activities[index]?.start ?? 0);
      const previous = linksAfter(plan, starter, exits[number - atATime] ?? []);
      links[index] = [...kept, ...previous];
      slips.set(index, slipOf(plan, index, links[index], Math.min(lag, MOST_COMPUTING_MS)));
    }
    // Nobody waits for a branch that is held back by what it needs.
    if (conflicts.length === known) starter = leastOf(branch);
  }
  joinAll(plan, links, exits.flat(), branchOf);
  return { plan: { ...plan, links, slips }, members: [...branchOf.keys()], conflicts };
}

function partLinks(
  links: readonly Link[],
  branch: number,
  branchOf: ReadonlyMap<number, number>,
): { kept: readonly Link[]; crossed: readonly number[]; isFreed: boolean } {
  const isForeign = ({ from }: Link) => (branchOf.get(from) ?? branch) !== branch;
  const kept = links.filter((link) => link.isNeed || !isForeign(link));
  return {
    kept,
    crossed: kept.filter(isForeign).map(({ from }) => from),
    isFreed: kept.length < links.length,
  };
}

function linksAfter(plan: Plan, starter: number | undefined, exits: readonly number[]): readonly Link[] {
  const momentOf = (index: number, moment: 'start' | 'end'): Link => ({
    from: index,
    moment: plan.activities[index]?.[moment] ?? 0,
    isNeed: false,
  });
  const start = starter === undefined ? [] : [momentOf(starter, 'start')];
  return [...start, ...exits.map((exit) => momentOf(exit, 'end'))];
}

function slipOf(plan: Plan, index: number, links: readonly Link[], lag: Milliseconds): Milliseconds {
  return links.length === 0 ? 0 : lastMoment(links) + lag - (plan.activities[index]?.start ?? 0);
}

/** What nothing of its own branch waits for. */
function findExits(plan: Plan, branch: readonly number[], branchOf: ReadonlyMap<number, number>): number[] {
  const number = branchOf.get(branch[0] as number);
  const followed = new Set(
    branch.flatMap((index) =>
      (plan.links[index] ?? []).map(({ from }) => from).filter((from) => branchOf.get(from) === number),
    ),
  );
  return branch.filter((index) => !followed.has(index));
}

/** Whatever began after all branches and waited for one of them waits for all. */
function joinAll(
  plan: Plan,
  links: (readonly Link[])[],
  exits: readonly number[],
  branchOf: ReadonlyMap<number, number>,
): void {
  const end = exits.reduce((last, exit) => Math.max(last, plan.activities[exit]?.end ?? 0), 0);
  const all = linksAfter(plan, undefined, exits);
  for (const [index, { start }] of plan.activities.entries()) {
    const own = links[index] ?? [];
    if (start < end || branchOf.has(index) || !own.some(({ from }) => branchOf.has(from))) continue;
    const known = new Set(own.map(({ from }) => from));
    links[index] = [...own, ...all.filter(({ from }) => !known.has(from))];
  }
}
