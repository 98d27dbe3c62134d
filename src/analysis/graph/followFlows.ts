import type { Milliseconds } from '../../base/units';
import type { Activity } from '../activity';
import type { DependencyReason } from './dependencies';
import type { Need } from './findNeeds';
import { frameKeysOf } from './frameKeys';
import { usableFrom } from './usableFrom';

/** What an activity waited for, by index. */
export interface Link {
  readonly from: number;
  readonly why: DependencyReason;
}

/** Flows that fork start their activities one right after the other. */
const FORK_MS = 10;

/** What is known of the program that an activity belongs to; a server is one of its own for each request that it serves. */
export interface ProgramFacts {
  readonly name: string;
  /** When it was started; undefined when that is not known. */
  readonly start?: Milliseconds;
  /** Index of the activity that the program is, or that it works for. */
  readonly container?: number;
}

/** The activities of one program, threads of one process included. */
interface Program {
  /** Begun, and not yet to be gone on from. */
  readonly open: Set<number>;
  /** To be gone on from, and nothing has. */
  readonly leaves: Set<number>;
  /** Could be gone on from last. */
  latest: number | undefined;
  /** The same of those that came through an execution. */
  readonly latestBy: Map<string, number>;
  /** What began last since anything ended, and after which it came. */
  fork?: { readonly index: number; readonly key: string | undefined; readonly links: readonly Link[] };
}

/** What ended last of those that came through the innermost execution that an activity shares with any. */
interface Kin {
  readonly index: number;
  readonly key: string;
}

/**
 * Follows the flows of programs from activity to activity, in the order they start. What an activity needs is known;
 * beside it stands what its flow did last: of all that came out of what it needs, or, when nothing says what it needs,
 * of all that came through the innermost execution of a function that it shares with any. Programs that do one thing
 * at a time always have one flow, so that it simply is what ended last.
 */
export class FlowTracker {
  readonly before: Link[][] = [];
  private readonly after: number[][] = [];
  private readonly usable: readonly Milliseconds[];
  private readonly keys: readonly (readonly string[])[];
  private readonly settling: readonly number[];
  private settled = 0;
  private readonly programs = new Map<string, Program>();
  /** Whatever its program could go on from at that moment, it came after. */
  private readonly since: Milliseconds[] = [];

  constructor(
    private readonly activities: readonly Activity[],
    private readonly needs: readonly (readonly Need[])[],
    private readonly programOf: (activity: Activity) => ProgramFacts,
  ) {
    this.usable = activities.map(usableFrom);
    this.keys = activities.map(frameKeysOf);
    this.settling = activities
      .map((_, index) => index)
      .filter((index) => (this.usable[index] as number) < Number.POSITIVE_INFINITY)
      .sort((a, b) => (this.usable[a] as number) - (this.usable[b] as number) || a - b);
  }

  follow(): void {
    for (const index of this.activities.keys()) this.add(index);
  }

  private add(index: number): void {
    const activity = this.activities[index] as Activity;
    this.settleBefore(index, activity.start);
    const program = this.programFor(activity);
    const links: Link[] = [...(this.needs[index] ?? [])];
    this.before.push(links);
    this.after.push([]);
    for (const link of this.findOrder(index, program)) {
      if (!links.some(({ from }) => from === link.from)) links.push(link);
    }
    for (const { from } of links) this.succeed(from, index);
    this.since.push(this.sinceOf(activity.start, links, program));
    program.open.add(index);
  }

  private settleBefore(index: number, start: Milliseconds): void {
    for (; this.settled < this.settling.length; this.settled++) {
      const next = this.settling[this.settled] as number;
      if (next >= index || (this.usable[next] as number) > start) return;
      const program = this.programFor(this.activities[next] as Activity);
      program.open.delete(next);
      program.fork = undefined;
      if (this.after[next]?.length === 0) program.leaves.add(next);
      program.latest = next;
      for (const key of this.keys[next] ?? []) program.latestBy.set(key, next);
    }
  }

  private succeed(from: number, to: number): void {
    this.after[from]?.push(to);
    this.programFor(this.activities[from] as Activity).leaves.delete(from);
  }

  private findOrder(index: number, program: Program): readonly Link[] {
    const anchor = this.latestOf((this.needs[index] ?? []).map(({ from }) => from));
    if (anchor !== undefined) return this.orderAfter(index, anchor, program);
    const kin = this.findKin(index, program);
    const links = this.forkWith(index, kin, program) ?? this.orderOf(index, kin, program);
    program.fork = { index, key: kin?.key, links };
    return links;
  }

  private orderOf(index: number, kin: Kin | undefined, program: Program): readonly Link[] {
    if (kin) return this.orderBeside(index, kin, program);
    if (program.latest === undefined) return this.findOrigin(index, program);
    return this.withJoins(index, program.latest, program, () => true);
  }

  /** What begins right after another waited for the same, if nothing has ended between them. */
  private forkWith(index: number, kin: Kin | undefined, { fork }: Program): readonly Link[] | undefined {
    if (!fork || fork.key !== kin?.key) return undefined;
    const startOf = (other: number) => (this.activities[other] as Activity).start;
    return startOf(index) - startOf(fork.index) <= FORK_MS ? fork.links : undefined;
  }

  /** What the first activity of a program comes after: what it is within, else what ended before the program began. */
  private findOrigin(index: number, program: Program): Link[] {
    const activity = this.activities[index] as Activity;
    const { container, start = activity.start } = this.programOf(activity);
    if (container !== undefined) return [{ from: container, why: 'order' }];
    for (let at = this.settled - 1; at >= 0; at--) {
      const from = this.settling[at] as number;
      const isOther = this.programFor(this.activities[from] as Activity) !== program;
      if (isOther && (this.usable[from] as number) <= start) return [{ from, why: 'order' }];
    }
    return [];
  }

  /** What an activity's own flow did after what it needs. */
  private orderAfter(index: number, anchor: number, program: Program): Link[] {
    if (this.isSingle(anchor, program)) {
      return program.latest === undefined ? [] : [{ from: program.latest, why: 'order' }];
    }
    const later = this.settledAfter(anchor, index);
    const latest = this.latestOf(later);
    if (latest === undefined) return [];
    const joined = later.filter((other) => other !== latest && program.leaves.has(other));
    return [{ from: latest, why: 'order' }, ...joined.map((from): Link => ({ from, why: 'join' }))];
  }

  private orderBeside(index: number, kin: Kin, program: Program): Link[] {
    const later = this.settledAfter(kin.index, index);
    const isOwn = new Set(later);
    const latest = this.latestOf([kin.index, ...later]) ?? kin.index;
    const shares = (other: number) => isOwn.has(other) || (this.keys[other] ?? []).includes(kin.key);
    return this.withJoins(index, latest, program, shares);
  }

  /** Flows that have ended join when one goes on while none of those that forked with them goes on. */
  private withJoins(
    index: number,
    latest: number,
    program: Program,
    mayJoin: (index: number) => boolean,
  ): Link[] {
    const startOf = (other: number) => (this.activities[other] as Activity).start;
    const lastOpen = [...program.open].reduce(
      (last, other) => Math.max(last, startOf(other)),
      Number.NEGATIVE_INFINITY,
    );
    const joined = [...program.leaves].filter(
      (leaf) => leaf !== latest && leaf !== index && startOf(leaf) > lastOpen + FORK_MS && mayJoin(leaf),
    );
    return [{ from: latest, why: 'order' }, ...joined.map((from): Link => ({ from, why: 'join' }))];
  }

  /** Whether all that has ended by now came after another activity. */
  private isSingle(anchor: number, { latest, leaves, open }: Program): boolean {
    if (latest === undefined || leaves.size > 1 || open.size > 0) return false;
    return latest === anchor || (this.since[latest] as number) >= (this.usable[anchor] as number);
  }

  /** What came out of an activity and could be gone on from when another began. */
  private settledAfter(anchor: number, index: number): number[] {
    const start = (this.activities[index] as Activity).start;
    const found = new Set<number>();
    const waiting = [anchor];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const other of this.after[next] ?? []) {
        if (found.has(other) || (this.usable[other] as number) > start) continue;
        found.add(other);
        waiting.push(other);
      }
    }
    return [...found];
  }

  private findKin(index: number, program: Program): Kin | undefined {
    for (const key of this.keys[index] ?? []) {
      const kin = program.latestBy.get(key);
      if (kin !== undefined) return { index: kin, key };
    }
    return undefined;
  }

  private latestOf(indices: readonly number[]): number | undefined {
    let latest: number | undefined;
    for (const index of indices) {
      const isLater =
        latest === undefined || (this.usable[index] as number) >= (this.usable[latest] as number);
      if (isLater) latest = index;
    }
    return latest;
  }

  private sinceOf(start: Milliseconds, links: readonly Link[], { open, leaves }: Program): Milliseconds {
    if (open.size === 0 && leaves.size === 0) return start;
    return links.reduce(
      (since, { from }) => Math.max(since, this.since[from] as number),
      Number.NEGATIVE_INFINITY,
    );
  }

  private programFor(activity: Activity): Program {
    const { name } = this.programOf(activity);
    const known = this.programs.get(name);
    if (known) return known;
    const program: Program = {
      open: new Set(),
      leaves: new Set(),
      latest: undefined,
      latestBy: new Map(),
    };
    this.programs.set(name, program);
    return program;
  }
}
