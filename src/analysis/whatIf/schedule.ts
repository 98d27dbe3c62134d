import type { Milliseconds, ProcessId } from '../../base/units';
import { type Edge, lengthAt, lengthened, type Pieces, shiftWithin } from './pieces';
import { type Link, lastMoment, type Plan } from './plan';

/** What differs from the recorded run, by the place of the activity. */
export interface Differences {
  /** New lengths of the pieces of an activity, at an edge of what is in doubt of them. */
  readonly pieces: Pieces;
  readonly edge: Edge;
  /** Time that the program no longer takes before an activity. */
  readonly lagCuts: ReadonlyMap<number, Milliseconds>;
  /** Computing of one process that may not overlap, though nothing orders it any more. */
  readonly oneByOne: ReadonlySet<number>;
}

/** By how much later than it did an activity starts and ends; less than 0 is earlier. */
export interface Shift {
  readonly start: Milliseconds;
  readonly end: Milliseconds;
}

/** The shifts of activities, by their place. What is absent is exactly where it was. */
export type Schedule = ReadonlyMap<number, Shift>;

/**
 * Does a run again. An activity starts when the last thing that it waited for has come and the program has taken its
 * own time; it ends when its pieces are over and what goes on within it has ended. Only what hangs on a difference is
 * looked at.
 */
export function schedule(plan: Plan, differences: Differences): Schedule {
  const { oneByOne } = differences;
  const free = new Replay(plan, differences).follow(plan.activities.keys(), new Set());
  if (oneByOne.size === 0) return free;
  // Whoever is ready first computes first.
  const startOf = (index: number) => (plan.activities[index]?.start ?? 0) + (free.get(index)?.start ?? 0);
  const byStart = [...plan.activities.keys()].sort((a, b) => startOf(a) - startOf(b) || a - b);
  return new Replay(plan, differences).follow(byStart, oneByOne);
}

class Replay {
  private readonly shifts = new Map<number, { start: Milliseconds; end: Milliseconds }>();
  /** What differs, and what waited for something that moves. */
  private readonly isTouched: Uint8Array;
  /** Containers whose end is known: it has to wait for the ends within. */
  private readonly ended = new Set<number>();

  constructor(
    private readonly plan: Plan,
    private readonly differences: Differences,
  ) {
    const { pieces, lagCuts, oneByOne } = differences;
    this.isTouched = new Uint8Array(plan.activities.length);
    for (const different of [pieces.keys(), lagCuts.keys(), oneByOne, plan.relinked]) {
      for (const index of different) this.isTouched[index] = 1;
    }
  }

  follow(order: Iterable<number>, oneByOne: ReadonlySet<number>): Schedule {
    const freeAt = new Map<ProcessId, Milliseconds>();
    for (const index of order) {
      if (!this.isTouched[index]) continue;
      const ready = this.shiftOfStart(index);
      const start = oneByOne.has(index) ? this.afterOthers(index, ready, freeAt) : ready;
      const pieces = this.differences.pieces.get(index);
      const end = start + (pieces ? lengthened(pieces, this.differences.edge) : 0);
      if (pieces || start !== 0) this.move(index, start, end);
      if (oneByOne.has(index)) this.occupy(index, freeAt);
    }
    for (const index of this.shifts.keys()) this.endOf(index);
    return this.shifts;
  }

  /** Touches what waited for it; what it goes on within ends at another time too. */
  private move(index: number, start: Milliseconds, end: Milliseconds): void {
    this.shifts.set(index, { start, end });
    for (const follower of this.plan.followers[index] ?? []) this.isTouched[follower] = 1;
    const outer = this.plan.outerOf.get(index);
    if (outer !== undefined && !this.shifts.has(outer)) this.move(outer, 0, 0);
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
    const shift = this.shifts.get(from);
    if (!shift) return 0;
    if (moment >= (this.plan.activities[from]?.end ?? 0)) return this.endOf(from);
    const pieces = this.differences.pieces.get(from);
    return shift.start + (pieces ? shiftWithin(pieces, moment, this.differences.edge) : 0);
  }

  /** Of a container: the later of its own end and the last end within, its own time after that added. */
  private endOf(index: number): Milliseconds {
    const shift = this.shifts.get(index);
    if (!shift) return 0;
    const contents = this.plan.contents.get(index);
    if (!contents || this.ended.has(index) || this.isGone(index)) return shift.end;
    this.ended.add(index);
    const recordedEnd = (inner: number) => this.plan.activities[inner]?.end ?? 0;
    const last = contents.reduce(
      (latest, inner) => Math.max(latest, recordedEnd(inner)),
      Number.NEGATIVE_INFINITY,
    );
    const within = contents.reduce(
      (most, inner) => Math.max(most, recordedEnd(inner) - last + this.endOf(inner)),
      Number.NEGATIVE_INFINITY,
    );
    const { pieces, edge } = this.differences;
    const own = pieces.get(index);
    shift.end = within + (own ? lengthened(own, edge) - shiftWithin(own, last, edge) : 0);
    return shift.end;
  }

  private isGone(index: number): boolean {
    const { pieces, edge } = this.differences;
    return pieces.get(index)?.every((piece) => lengthAt(piece, edge) === 0) ?? false;
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
    if (activity) freeAt.set(activity.process, activity.end + (this.shifts.get(index)?.end ?? 0));
  }
}
