import type { Interval } from '../base/intervals';
import type { Milliseconds } from '../base/units';
import type { Activity } from './activity';

/** Follows the wall time of a run as it goes on; says what `findRunSpan` says. */
export class SpanTracker {
  #activities: readonly Activity[] = [];
  /** When the last has ended of all that is over, of so many activities from the first on. */
  readonly #ends: Milliseconds[] = [];

  /** @param open those that go on */
  update(activities: readonly Activity[], open: readonly Activity[]): Interval {
    const first = activities.find(({ kind }) => kind === 'call');
    let index = countSame(this.#activities, activities);
    this.#activities = activities;
    this.#ends.length = index;
    for (; index < activities.length; index++) {
      const { isOpen, end } = activities[index] as Activity;
      const before = this.#ends[index - 1] ?? Number.NEGATIVE_INFINITY;
      this.#ends.push(isOpen ? before : Math.max(before, end));
    }
    if (!first) return { start: 0, end: 0 };
    const { start } = first;
    const last = open.reduce((latest, { end }) => Math.max(latest, end), this.#ends.at(-1) ?? start);
    return { start, end: Math.max(start, last) };
  }
}

/** How many at the beginning are the same, or go on as they did. */
function countSame(before: readonly Activity[], after: readonly Activity[]): number {
  const length = Math.min(before.length, after.length);
  let same = 0;
  for (; same < length; same++) {
    const [one, other] = [before[same], after[same]];
    if (one !== other && !(one?.isOpen && other?.isOpen)) break;
  }
  return same;
}
