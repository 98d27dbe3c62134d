import type { Activity, ActivityId } from '../activity';
import type { ByActivity, Dependency, DependencyGraph } from './dependencies';
import type { Places } from './places';
import type { Link } from './program';

/** A graph that names the dependencies of an activity when they are asked for: most of a long run never are. */
export class LinkedGraph implements DependencyGraph {
  readonly before: ByActivity<readonly Dependency[]>;
  #after: ByActivity<readonly Dependency[]> | undefined;

  /**
   * @param links by which each activity follows others, by index
   * @param inside by id
   */
  constructor(
    readonly places: Places,
    links: readonly (readonly Link[])[],
    readonly inside: DependencyGraph['inside'],
  ) {
    this.before = new NamedLinks(places, links);
  }

  get activities(): readonly Activity[] {
    return this.places.activities;
  }

  get after(): ByActivity<readonly Dependency[]> {
    this.#after ??= this.#turnAround();
    return this.#after;
  }

  #turnAround(): ReadonlyMap<ActivityId, readonly Dependency[]> {
    const after = new Map<ActivityId, Dependency[]>();
    for (const dependencies of this.before.values()) {
      for (const dependency of dependencies) {
        const known = after.get(dependency.from);
        if (known) known.push(dependency);
        else after.set(dependency.from, [dependency]);
      }
    }
    return after;
  }
}

/** Links by the ids of those that they lead from and to; each is named once. */
class NamedLinks implements ByActivity<readonly Dependency[]> {
  readonly #named: (readonly Dependency[] | undefined)[] = [];

  constructor(
    private readonly places: Places,
    private readonly links: readonly (readonly Link[])[],
  ) {}

  get(id: ActivityId): readonly Dependency[] | undefined {
    const index = this.places.indexOf(id);
    return index === undefined ? undefined : this.#at(index);
  }

  has(id: ActivityId): boolean {
    return this.get(id) !== undefined;
  }

  *values(): Iterable<readonly Dependency[]> {
    for (let index = 0; index < this.links.length; index++) {
      const dependencies = this.#at(index);
      if (dependencies) yield dependencies;
    }
  }

  #at(index: number): readonly Dependency[] | undefined {
    const links = this.links[index] as readonly Link[];
    if (links.length === 0) return undefined;
    const known = this.#named[index];
    if (known) return known;
    const { activities } = this.places;
    const to = activities[index] as Activity;
    const named = links.map(({ from, why }) => nameLink(activities[from] as Activity, to, why));
    this.#named[index] = named;
    return named;
  }
}

function nameLink(from: Activity, to: Activity, why: Link['why']): Dependency {
  return { from: from.id, to: to.id, why, lag: to.start - from.end };
}
