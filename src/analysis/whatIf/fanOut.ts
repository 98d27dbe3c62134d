import type { Milliseconds } from '../../base/units';
import { completeBranches, leastOf } from './completeBranches';
import { type Link, lagOf, lastMoment, type Plan } from './plan';
import type { PlanDraft } from './planDraft';

/** A longer pause before a branch is no computing: that would have been seen. It overlaps with that of other branches. */
const MOST_COMPUTING_MS = 50;

/** What came of letting branches go side by side. */
export interface Fanned {
  /** With all that is in them, in the order in which they begin. */
  readonly branches: readonly (readonly number[])[];
  /** How often one needs what comes out of another, so that they can't go side by side. */
  readonly conflicts: number;
}

/**
 * Lets branches go side by side: what only the order of the program held back no longer waits. The branches start one
 * after the other as fast as the program can, since it has one thread; what came after all of them and waited for one
 * waits for all.
 * @param atATime so many branches may go at a time; the next waits for the first of them
 */
export function fanOut(
  plan: PlanDraft,
  wanted: readonly (readonly number[])[],
  atATime = Number.POSITIVE_INFINITY,
): Fanned {
  const branches = completeBranches(plan, wanted);
  const branchOf = new Map(branches.flatMap((branch, number) => branch.map((index) => [index, number])));
  const exits = branches.map((branch) => findExits(plan, branch, branchOf));
  const joined = findJoined(plan, exits.flat(), branchOf);
  let [conflicts, starter]: [number, number | undefined] = [0, undefined];
  for (const [number, branch] of branches.entries()) {
    const after = linksAfter(plan, starter, exits[number - atATime] ?? []);
    const own = freeBranch(plan, branch, branchOf, after);
    conflicts += own;
    // Nobody waits for a branch that is held back by what it needs.
    if (own === 0) starter = leastOf(branch);
  }
  joinAll(plan, joined, exits.flat());
  return { branches, conflicts };
}

/** Drops what held a branch back, and tells how much of it has to stay. */
function freeBranch(
  plan: PlanDraft,
  branch: readonly number[],
  branchOf: ReadonlyMap<number, number>,
  after: readonly Link[],
): number {
  let conflicts = 0;
  for (const index of branch) {
    const recorded = plan.links[index] ?? [];
    const { kept, crossed, isFreed } = partLinks(recorded, branchOf.get(index) ?? 0, branchOf);
    conflicts += crossed;
    if (!isFreed) continue;
    const lag = lagOf(recorded, plan.activities[index]?.start ?? 0) + (plan.slips.get(index) ?? 0);
    const links = [...kept, ...after];
    plan.relink(index, links);
    plan.slips.set(index, slipOf(plan, index, links, Math.min(lag, MOST_COMPUTING_MS)));
  }
  return conflicts;
}

function partLinks(
  links: readonly Link[],
  branch: number,
  branchOf: ReadonlyMap<number, number>,
): { kept: readonly Link[]; crossed: number; isFreed: boolean } {
  const isForeign = ({ from }: Link) => (branchOf.get(from) ?? branch) !== branch;
  const kept = links.filter((link) => link.isNeed || !isForeign(link));
  return {
    kept,
    crossed: kept.filter(isForeign).length,
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

/** Whatever began after all branches and waited for the end of one of them. */
function findJoined(
  plan: PlanDraft,
  exits: readonly number[],
  branchOf: ReadonlyMap<number, number>,
): readonly number[] {
  const endOf = (index: number) => plan.activities[index]?.end ?? 0;
  const end = exits.reduce((last, exit) => Math.max(last, endOf(exit)), 0);
  const followers = new Set([...branchOf.keys()].flatMap((index) => [...(plan.followers[index] ?? [])]));
  return [...followers].filter((index) => {
    if (branchOf.has(index) || (plan.activities[index]?.start ?? 0) < end) return false;
    return plan.links[index]?.some(({ from, moment }) => branchOf.has(from) && moment >= endOf(from));
  });
}

/** It waits for all. */
function joinAll(plan: PlanDraft, joined: readonly number[], exits: readonly number[]): void {
  const all = linksAfter(plan, undefined, exits);
  for (const index of joined) {
    const own = plan.links[index] ?? [];
    const known = new Set(own.map(({ from }) => from));
    const links = [...own, ...all.filter(({ from }) => !known.has(from))];
    plan.relink(index, links);
    const slip = plan.slips.get(index);
    // It keeps the time that the program takes before it now.
    if (slip !== undefined) plan.slips.set(index, slip + lastMoment(links) - lastMoment(own));
  }
}
