import type { Activity, ActivityId } from '../activity';

/** Where each activity of a run stands in the order they start. */
export class Places {
  #indexOf: Map<ActivityId, number> | undefined;

  constructor(readonly activities: readonly Activity[]) {}

  indexOf(id: ActivityId): number | undefined {
    return this.#known().get(id);
  }

  find(id: ActivityId): Activity | undefined {
    const index = this.indexOf(id);
    return index === undefined ? undefined : this.activities[index];
  }

  /**
   * The places in a later state of the run, of which the first so many are the same. They take over what these here know,
   * which would have to find it again.
   */
  goOn(activities: readonly Activity[], same: number): Places {
    const places = new Places(activities);
    const indexOf = this.#known();
    this.#indexOf = undefined;
    for (let index = same; index < this.activities.length; index++)
      indexOf.delete(idAt(this.activities, index));
    for (let index = same; index < activities.length; index++) indexOf.set(idAt(activities, index), index);
    places.#indexOf = indexOf;
    return places;
  }

  #known(): Map<ActivityId, number> {
    if (this.#indexOf) return this.#indexOf;
    const indexOf = new Map<ActivityId, number>();
    for (let index = 0; index < this.activities.length; index++)
      indexOf.set(idAt(this.activities, index), index);
    this.#indexOf = indexOf;
    return indexOf;
  }
}

function idAt(activities: readonly Activity[], index: number): ActivityId {
  return (activities[index] as Activity).id;
}
