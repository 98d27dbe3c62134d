import type { Plan } from './plan';

/**
 * Branches with all that belongs to them, in the order in which they began: what goes on within a piece of a branch, and
 * what lies on the way from one branch to another. That belongs to the branch whose output it needs, else to the one that
 * it leads to.
 */
export function completeBranches(plan: Plan, wanted: readonly (readonly number[])[]): readonly number[][] {
  const branchOf = new Map<number, number>();
  for (const [branch, members] of sortByStart(wanted).entries()) {
    for (const member of withContents(plan, members)) branchOf.set(member, branch);
  }
  const between = findBetween(plan, branchOf);
  for (const index of between) {
    const need = (plan.links[index] ?? []).find(({ from, isNeed }) => isNeed && branchOf.has(from));
    if (need) branchOf.set(index, branchOf.get(need.from) as number);
  }
  giveToNext(plan, between, branchOf);
  return collect(branchOf);
}

function sortByStart(wanted: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return wanted.filter(({ length }) => length > 0).toSorted((a, b) => leastOf(a) - leastOf(b));
}

function withContents(plan: Plan, members: readonly number[]): readonly number[] {
  return members.flatMap((member) => [member, ...withContents(plan, plan.contents.get(member) ?? [])]);
}

/** What waits for a member and is waited for by another, in the order it started. */
function findBetween(plan: Plan, branchOf: ReadonlyMap<number, number>): readonly number[] {
  const members = [...branchOf.keys()];
  const last = members.reduce((most, member) => Math.max(most, member), 0);
  const reached = reach(members, (index) =>
    [...(plan.followers[index] ?? [])].filter((next) => next <= last),
  );
  const leading = reach(members, (index) => beforeOf(plan, index).filter((from) => reached.has(from)));
  return [...leading].filter((index) => !branchOf.has(index)).sort((a, b) => a - b);
}

function beforeOf(plan: Plan, index: number): readonly number[] {
  return (plan.links[index] ?? []).map(({ from }) => from);
}

/** All that can be reached, from where it begins on. */
function reach(from: readonly number[], nextOf: (index: number) => readonly number[]): ReadonlySet<number> {
  const reached = new Set(from);
  for (const index of reached) for (const next of nextOf(index)) reached.add(next);
  return reached;
}

/** From the last to the first, so that a chain goes to the branch at its end. */
function giveToNext(plan: Plan, between: readonly number[], branchOf: Map<number, number>): void {
  const nextOf = new Map<number, number>();
  const inQuestion = [...branchOf.keys(), ...between].sort((a, b) => b - a);
  for (const index of inQuestion) for (const { from } of plan.links[index] ?? []) nextOf.set(from, index);
  for (const index of between.toReversed()) {
    const next = nextOf.get(index);
    const branch = next === undefined ? undefined : branchOf.get(next);
    if (!branchOf.has(index) && branch !== undefined) branchOf.set(index, branch);
  }
}

function collect(branchOf: ReadonlyMap<number, number>): number[][] {
  const branches: number[][] = [];
  for (const [index, branch] of branchOf) {
    const found = branches[branch] ?? [];
    found.push(index);
    branches[branch] = found;
  }
  return branches.filter((branch) => branch.length > 0).map((branch) => branch.sort((a, b) => a - b));
}

/** Least of what may be too many to be arguments. */
export function leastOf(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}
