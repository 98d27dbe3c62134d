import type { Milliseconds, ProcessId } from '../../base/units';
import { lengthened, type Piece, shiftWithin } from './pieces';
import { type Link, lastMoment, type Plan } from './plan';

/** What differs from the recorded run, by the place of the activity. */
export interface Differences {
  /** New lengths of the pieces of an activity. */
  readonly pieces: ReadonlyMap<number, readonly Piece[]>;
  /** Time that the program no longer takes before an activity. */
  readonly lagCuts: ReadonlyMap<number, Milliseconds>;
  /** Computing of one process that may not overlap, though nothing orders it any more. */
  readonly oneByOne: ReadonlySet<number>;
}

/**
 * By how much each activity starts and ends later than it did; less than 0 is earlier. Exactly 0 where nothing differs,
 * which sums of recorded times would not be.
 */
export interface Schedule {
  readonly startShift: Float64Array;
  readonly endShift: Float64Array;
}

/**
 * Does a run again. An activity starts when the last thing that it waited for has come and the program has taken its
 * own time; it ends when its pieces are over and what goes on within it has ended.
 */
export function schedule(plan: Plan, differences: Differences): Schedule {
  const order = Int32Array.from(plan.activities.keys());
  const free = new Replay(plan, differences).follow(order, new Set());
  if (differences.oneByOne.size === 0) return free;
  // Whoever is ready first computes first.
  const startOf = (index: number) => (plan.activities[index]?.start ?? 0) + (free.startShift[index] ?? 0);
  order.sort((a, b) => startOf(a) - startOf(b) || a - b);
  return new Replay(plan, differences).follow(order, differences.oneByOne);
}

class Replay implements Schedule {
  readonly startShift: Float64Array;
  readonly endShift: Float64Array;
  /** Containers whose end is known: it has to wait for the ends within. */
  private readonly ended = new Set<number>();

  constructor(
    private readonly plan: Plan,
    private readonly differences: Differences,
  ) {
    this.startShift = new Float64Array(plan.activities.length);
    this.endShift = new Float64Array(plan.activities.length);
  }

  follow(order: Int32Array, oneByOne: ReadonlySet<number>): Schedule {
    const freeAt = new Map<ProcessId, Milliseconds>();
    for (const index of order) {
      const shift = this.shiftOfStart(index);
      this.startShift[index] = oneByOne.has(index) ? this.afterOthers(index, shift, freeAt) : shift;
      const pieces = this.differences.pieces.get(index);
      this.endShift[index] = (this.startShift[index] ?? 0) + (pieces ? lengthened(pieces) : 0);
      if (oneByOne.has(index)) this.occupy(index, freeAt);
    }
    for (const container of this.plan.contents.keys()) this.endOf(container);
    return this;
  }

  private shiftOfStart(index: number): Milliseconds {
    const links = this.plan.links[index] ?? [];
    if (links.length === 0) return 0;
    const last = lastMoment(links);
    let shift = Number.NEGATIVE_INFINITY;
    for (const link of links) {
      const own = link.moment - last + this.shiftOfMoment(link);
      if (own > shift) shift = own;
    }
    return shift + (this.plan.slips.get(index) ?? 0) - (this.differences.lagCuts.get(index) ?? 0);
  }

  private shiftOfMoment({ from, moment }: Link): Milliseconds {
    if (moment >= (this.plan.activities[from]?.end ?? 0)) return this.endOf(from);
    const pieces = this.differences.pieces.get(from);
    return (this.startShift[from] ?? 0) + (pieces ? shiftWithin(pieces, moment) : 0);
  }

  /** Of a container: the later of its own end and the last end within, its own time after that added. */
  private endOf(index: number): Milliseconds {
    const contents = this.plan.contents.get(index);
    if (!contents || this.ended.has(index) || this.isGone(index)) return this.endShift[index] ?? 0;
    this.ended.add(index);
    const endOf = (inner: number) => this.plan.activities[inner]?.end ?? 0;
    const last = contents.reduce((latest, inner) => Math.max(latest, endOf(inner)), Number.NEGATIVE_INFINITY);
    const shift = contents.reduce(
      (most, inner) => Math.max(most, endOf(inner) - last + this.endOf(inner)),
      Number.NEGATIVE_INFINITY,
    );
    const pieces = this.differences.pieces.get(index);
    this.endShift[index] = shift + (pieces ? lengthened(pieces) - shiftWithin(pieces, last) : 0);
    return this.endShift[index];
  }

  private isGone(index: number): boolean {
    return this.differences.pieces.get(index)?.every(({ length }) => length === 0) ?? false;
  }

  private afterOthers(
    index: number,
    shift: Milliseconds,
    freeAt: ReadonlyMap<ProcessId, Milliseconds>,
  ): Milliseconds {
    const activity = this.plan.activities[index];
    if (!activity) return shift;
    return Math.max(shift, (freeAt.get(activity.process) ?? Number.NEGATIVE_INFINITY) - activity.start);
  }

  private occupy(index: number, freeAt: Map<ProcessId, Milliseconds>): void {
    const activity = this.plan.activities[index];
    if (activity) freeAt.set(activity.process, activity.end + (this.endShift[index] ?? 0));
  }
}
