import type { Milliseconds } from '../../base/units';
import type { Activity } from '../activity';
import { executionsOf } from '../threads/executions';
import type { Need } from './findNeeds';
import type { Link, Program } from './program';
import { usableFrom } from './usableFrom';

/** Flows that fork start their activities one right after the other. */
const FORK_MS = 10;

/** A flow that has nothing to wait for goes on sooner. */
const LONG_MS = 25;
/** What part of such a wait may go by between what was waited for and what begins: the machine may be busy. */
const SOON = 0.1;

/** What ended last of those that came through the innermost execution that an activity shares with any. */
interface Kin {
  readonly index: number;
  readonly execution: string;
}

/**
 * Follows the flows of programs from activity to activity, in the order they start. What an activity needs is known;
 * beside it stands what its flow did last: of all that came out of what it needs, or, when nothing says what it needs,
 * of all that came through the innermost execution of a function that it shares with any. Programs that do one thing
 * at a time always have one flow, so that it simply is what ended last.
 */
export class FlowTracker {
  readonly before: (readonly Link[])[] = [];
  private readonly after: (number[] | undefined)[] = [];
  private readonly usable: Float64Array;
  /** Those that can be gone on from, in the order of that. */
  private readonly settling: Uint32Array;
  private settled = 0;
  /** Whatever its program could go on from at that moment, it came after. */
  private readonly since: Float64Array;

  /** @param programs that each activity belongs to */
  constructor(
    private readonly activities: readonly Activity[],
    private readonly needs: readonly (readonly Need[])[],
    private readonly programs: readonly Program[],
  ) {
    const usable = Float64Array.from(activities, usableFrom);
    this.usable = usable;
    this.since = new Float64Array(activities.length);
    const ending = [...activities.keys()].filter((index) => usable[index] !== Number.POSITIVE_INFINITY);
    this.settling = Uint32Array.from(ending).sort(
      (a, b) => (usable[a] as number) - (usable[b] as number) || a - b,
    );
  }

  follow(): void {
    for (let index = 0; index < this.activities.length; index++) this.add(index);
  }

  private add(index: number): void {
    const { start } = this.activities[index] as Activity;
    this.settleBefore(index, start);
    const program = this.programs[index] as Program;
    const needs = this.needs[index] as readonly Need[];
    const links = addLinks(needs, this.findOrder(index, program));
    this.before.push(links);
    for (const { from } of links) this.succeed(from, index);
    this.since[index] = this.sinceOf(start, links, program);
    program.open.add(index);
  }

  private settleBefore(index: number, start: Milliseconds): void {
    for (; this.settled < this.settling.length; this.settled++) {
      const next = this.settling[this.settled] as number;
      if (next >= index || (this.usable[next] as number) > start) return;
      const program = this.programs[next] as Program;
      program.open.delete(next);
      program.fork = undefined;
      if (this.after[next] === undefined) program.leaves.add(next);
      program.latest = next;
      for (const execution of this.executionsOf(next)) {
        if (execution !== undefined) program.latestBy.set(execution, next);
      }
    }
  }

  private succeed(from: number, to: number): void {
    const known = this.after[from];
    if (known) known.push(to);
    else this.after[from] = [to];
    (this.programs[from] as Program).leaves.delete(from);
  }

  private findOrder(index: number, program: Program): readonly Link[] {
    const anchor = this.findAnchor(index, program);
    if (anchor !== undefined) return this.orderAfter(index, anchor, program);
    const kin = this.findKin(index, program);
    const links = this.forkWith(index, kin, program) ?? this.orderOf(index, kin, program);
    program.fork = { index, execution: kin?.execution, links };
    return links;
  }

  /** What ended last of all that an activity needs; of what another program did for its own, the whole of that. */
  private findAnchor(index: number, program: Program): number | undefined {
    const needs = this.needs[index] as readonly Need[];
    return this.latestOf(needs.flatMap(({ from }) => this.lift(from, program)));
  }

  private lift(index: number, program: Program): { readonly from: number }[] {
    let from: number | undefined = index;
    while (from !== undefined && this.programs[from] !== program) {
      from = this.programs[from]?.facts.container;
    }
    return from === undefined ? [] : [{ from }];
  }

  private orderOf(index: number, kin: Kin | undefined, program: Program): readonly Link[] {
    if (kin) return this.orderBeside(index, kin, program);
    if (program.latest === undefined) return this.findOrigin(index, program);
    return this.withJoins(program.latest, program, () => true);
  }

  /** What begins right after another waited for the same, if nothing has ended between them. */
  private forkWith(index: number, kin: Kin | undefined, { fork }: Program): readonly Link[] | undefined {
    if (!fork || fork.execution !== kin?.execution) return undefined;
    return this.startOf(index) - this.startOf(fork.index) <= FORK_MS ? fork.links : undefined;
  }

  /** What the first activity of a program comes after: what it is within, else what ended before the program began. */
  private findOrigin(index: number, program: Program): Link[] {
    const { container, start = this.startOf(index) } = program.facts;
    if (container !== undefined) return [{ from: container, why: 'order' }];
    for (let at = this.settled - 1; at >= 0; at--) {
      const from = this.settling[at] as number;
      if (this.programs[from] !== program && (this.usable[from] as number) <= start)
        return [{ from, why: 'order' }];
    }
    return [];
  }

  /** What an activity's own flow did after what it needs. */
  private orderAfter(index: number, anchor: number, program: Program): Link[] {
    if (program.latest !== undefined && this.isSingle(anchor, program.latest, program)) {
      return [{ from: program.latest, why: 'order' }];
    }
    const later = this.settledAfter(anchor, index);
    const latest = this.latestOf([{ from: anchor }, ...later]) ?? anchor;
    const awaited = this.findBarrier(index, latest, program);
    return [
      { from: latest, why: 'order' },
      ...later.flatMap(({ from }): Link[] =>
        from !== latest && program.leaves.has(from) ? [{ from, why: 'join' }] : [],
      ),
      ...(awaited === undefined ? [] : [{ from: awaited, why: 'join' } as const]),
    ];
  }

  /**
   * What a flow waited for that was done with its own part a while ago: another flow, which then still went on, if it
   * begins again right after the end of that one, which was the last to end.
   */
  private findBarrier(index: number, own: number, { latest, open }: Program): number | undefined {
    if (latest === undefined || latest === own) return undefined;
    const [start, ended, done] = [this.startOf(index), this.usable[latest], this.usable[own]] as [
      Milliseconds,
      Milliseconds,
      Milliseconds,
    ];
    const soon = Math.max(FORK_MS, (start - done) * SOON);
    if (start - done < LONG_MS || start - ended > soon || this.startOf(latest) >= done) return undefined;
    for (const other of open) if (this.startOf(other) < ended) return undefined;
    return latest;
  }

  private orderBeside(index: number, { index: kin, execution }: Kin, program: Program): Link[] {
    const later = this.settledAfter(kin, index);
    const own = new Set(later.map(({ from }) => from));
    const latest = this.latestOf([{ from: kin }, ...later]) ?? kin;
    const isOwn = (other: number) => own.has(other) || this.executionsOf(other).includes(execution);
    return this.withJoins(latest, program, isOwn);
  }

  /** Flows that have ended join when one goes on while none of those that forked with them goes on. */
  private withJoins(latest: number, { open, leaves }: Program, mayJoin: (index: number) => boolean): Link[] {
    const links: Link[] = [{ from: latest, why: 'order' }];
    if (leaves.size === 0) return links;
    let lastOpen = Number.NEGATIVE_INFINITY;
    for (const other of open) lastOpen = Math.max(lastOpen, this.startOf(other));
    for (const leaf of leaves) {
      if (leaf === latest || this.startOf(leaf) <= lastOpen + FORK_MS || !mayJoin(leaf)) continue;
      links.push({ from: leaf, why: 'join' });
    }
    return links;
  }

  /** Whether all that has ended by now came after another activity. */
  private isSingle(anchor: number, latest: number, { leaves, open }: Program): boolean {
    if (leaves.size > 1 || open.size > 0) return false;
    return latest === anchor || (this.since[latest] as number) >= (this.usable[anchor] as number);
  }

  /** What came out of an activity and could be gone on from when another began. */
  private settledAfter(anchor: number, index: number): { readonly from: number }[] {
    const start = this.startOf(index);
    const found: { readonly from: number }[] = [];
    const seen = new Set<number>();
    const waiting = [anchor];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const other of this.after[next] ?? []) {
        if (seen.has(other) || (this.usable[other] as number) > start) continue;
        seen.add(other);
        found.push({ from: other });
        waiting.push(other);
      }
    }
    return found;
  }

  private findKin(index: number, { latestBy }: Program): Kin | undefined {
    for (const execution of this.executionsOf(index)) {
      const kin = execution === undefined ? undefined : latestBy.get(execution);
      if (execution !== undefined && kin !== undefined) return { index: kin, execution };
    }
    return undefined;
  }

  private latestOf(links: readonly { readonly from: number }[]): number | undefined {
    let latest: number | undefined;
    for (const { from } of links) {
      if (latest === undefined || (this.usable[from] as number) >= (this.usable[latest] as number))
        latest = from;
    }
    return latest;
  }

  private sinceOf(start: Milliseconds, links: readonly Link[], { open, leaves }: Program): Milliseconds {
    if (open.size === 0 && leaves.size === 0) return start;
    let since = Number.NEGATIVE_INFINITY;
    for (const { from } of links) since = Math.max(since, this.since[from] as number);
    return since;
  }

  private startOf(index: number): Milliseconds {
    return (this.activities[index] as Activity).start;
  }

  private executionsOf(index: number): readonly (string | undefined)[] {
    const activity = this.activities[index] as Activity;
    return executionsOf(activity.kind === 'call' ? activity.call : activity.work.work);
  }
}

function addLinks(needs: readonly Need[], order: readonly Link[]): readonly Link[] {
  if (needs.length === 0) return order;
  const added = order.filter((link) => !needs.some(({ from }) => from === link.from));
  return added.length === 0 ? needs : [...needs, ...added];
}
