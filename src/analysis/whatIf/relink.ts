import { formatNumberOf } from '../../base/format';
import type { RunAnalysis } from '../analyseRun';
import type { Change } from './change';
import { fanOut } from './fanOut';
import type { Plan } from './plan';
import { PlanDraft } from './planDraft';
import { limitOf, mostTogether } from './providerLimit';

/** What waits for what after changes. */
export interface Relinked {
  readonly plan: Plan;
  /** The same when the provider takes no more requests at a time than is sure. */
  readonly limitedPlan: Plan;
  /** What is in branches that go side by side now. */
  readonly parallel: ReadonlySet<number>;
  /** Branches that begin beside another one now. */
  readonly beside: readonly (readonly number[])[];
  readonly caveats: readonly string[];
}

/** Lets go side by side what changes want so, as far as nothing needs what comes out of the other. */
export function relink({ run }: RunAnalysis, plan: Plan, changes: readonly Change[]): Relinked {
  const wanted = changes.map((change) => branchesOf(change, plan)).filter(({ length }) => length > 1);
  if (wanted.length === 0) return { plan, limitedPlan: plan, parallel: new Set(), beside: [], caveats: [] };
  const [draft, limit] = [new PlanDraft(plan), limitOf(run.calls)];
  const fanned = wanted.map((branches) => fanOut(draft, branches));
  const conflicts = fanned.reduce((sum, each) => sum + each.conflicts, 0);
  const width = wanted.reduce((most, branches) => Math.max(most, countWithCalls(plan, branches)), 0);
  return {
    plan: draft,
    limitedPlan: wanted.every(({ length }) => length <= limit) ? draft : limitPlan(plan, wanted, limit),
    parallel: new Set(fanned.flatMap(({ branches }) => branches.flat())),
    beside: fanned.flatMap(({ branches }) => branches.slice(1)),
    caveats: [...tellConflicts(conflicts), ...tellWidth(width, mostTogether(run.calls))],
  };
}

function limitPlan(plan: Plan, wanted: readonly (readonly (readonly number[])[])[], limit: number): Plan {
  const draft = new PlanDraft(plan);
  for (const branches of wanted) fanOut(draft, branches, limit);
  return draft;
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
