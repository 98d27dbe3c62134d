import type { Milliseconds } from '../../base/units';
import type { Link, Plan } from './plan';

/** A plan that is being changed: a change costs what it touches, not the whole of the run. */
export class PlanDraft implements Plan {
  readonly activities: Plan['activities'];
  readonly indexOf: Plan['indexOf'];
  readonly contents: Plan['contents'];
  readonly outerOf: Plan['outerOf'];
  readonly links: (readonly Link[])[];
  readonly followers: Iterable<number>[];
  readonly slips: Map<number, Milliseconds>;
  readonly relinked: Set<number>;
  /** Those of `followers` that are this draft's own. */
  private readonly own = new Map<number, Set<number>>();

  constructor(plan: Plan) {
    this.activities = plan.activities;
    this.indexOf = plan.indexOf;
    this.contents = plan.contents;
    this.outerOf = plan.outerOf;
    this.links = [...plan.links];
    this.followers = [...plan.followers];
    this.slips = new Map(plan.slips);
    this.relinked = new Set(plan.relinked);
  }

  relink(index: number, links: readonly Link[]): void {
    for (const { from } of this.links[index] ?? []) this.followersOf(from).delete(index);
    for (const { from } of links) this.followersOf(from).add(index);
    this.links[index] = links;
    this.relinked.add(index);
  }

  private followersOf(index: number): Set<number> {
    const followers = this.own.get(index) ?? new Set(this.followers[index]);
    this.own.set(index, followers);
    this.followers[index] = followers;
    return followers;
  }
}
