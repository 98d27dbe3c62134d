import { formatNumberOf } from '../../base/format';
import type { RunAnalysis } from '../analyseRun';
import type { Change } from './change';
import { fanOut } from './fanOut';
import type { Plan } from './plan';
import { limitOf, mostTogether } from './providerLimit';

/** What waits for what after changes. */
export interface Relinked {
  readonly plan: Plan;
  /** The same when the provider takes no more requests at a time than is sure. */
  readonly limitedPlan: Plan;
  /** What is in branches that go side by side now. */
  readonly parallel: ReadonlySet<number>;
  readonly caveats: readonly string[];
}

/** Lets go side by side what changes want so, as far as nothing needs what comes out of the other. */
export function relink({ run }: RunAnalysis, plan: Plan, changes: readonly Change[]): Relinked {
  let relinked: Relinked = { plan, limitedPlan: plan, parallel: new Set(), caveats: [] };
  for (const change of changes) {
    const branches = branchesOf(change, plan);
    if (branches.length < 2) continue;
    const { plan: next, members, conflicts } = fanOut(relinked.plan, branches);
    const limit = limitOf(run.calls);
    const isSure = relinked.limitedPlan === relinked.plan && branches.length <= limit;
    relinked = {
      plan: next,
      limitedPlan: isSure ? next : fanOut(relinked.limitedPlan, branches, limit).plan,
      parallel: new Set([...relinked.parallel, ...members]),
      caveats: [
        ...relinked.caveats,
        ...tellConflicts(conflicts.length),
        ...tellWidth(countWithCalls(plan, branches), mostTogether(run.calls)),
      ],
    };
  }
  return relinked;
}

function branchesOf(change: Change, { indexOf }: Plan): readonly (readonly number[])[] {
  if (change.kind !== 'parallel' && change.kind !== 'fanOut') return [];
  const wanted = change.kind === 'fanOut' ? change.branches : change.activities.map((id) => [id]);
  return wanted
    .map((ids) => ids.flatMap((id) => indexOf.get(id) ?? []))
    .filter((branch) => branch.length > 0);
}

function countWithCalls({ activities }: Plan, branches: readonly (readonly number[])[]): number {
  return branches.filter((branch) => branch.some((index) => activities[index]?.kind === 'call')).length;
}

function tellConflicts(conflicts: number): string[] {
  if (conflicts === 0) return [];
  return [
    `${formatNumberOf(conflicts, 'time')} one of these needs what comes out of another: those stay one after the other.`,
  ];
}

function tellWidth(width: number, seen: number): string[] {
  if (width <= seen) return [];
  return [
    `At most ${formatNumberOf(seen, 'request')} ${seen === 1 ? 'was' : 'were'} open at a time in this run: whether the provider answers ${width} at once as fast is not known.`,
  ];
}
