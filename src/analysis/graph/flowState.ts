import type { History } from '../../base/history';
import { partitionPoint } from '../../base/partitionPoint';
import type { Milliseconds } from '../../base/units';
import type { Activity } from '../activity';
import { type Execution, executionsOf } from '../threads/executions';
import type { Link, Program } from './program';
import { partsFrom, usableFrom } from './usableFrom';

const nothing: readonly { readonly from: number }[] = [];

/** How far programs are: what has settled, so that they can go on from it, and what came after it. By indices. */
export class FlowState {
  private activities: readonly Activity[] = [];
  private readonly programs: Program[] = [];
  private readonly after: (number[] | undefined)[] = [];
  private readonly usable: Milliseconds[] = [];
  /** Whatever its program could go on from at that moment, it came after. */
  private readonly since: Milliseconds[] = [];
  /** Those that can be gone on from, in the order of that. */
  private readonly settled: number[] = [];
  /** Those that have begun and can't be gone on from yet, in the order in which they will. */
  private waiting: number[] = [];

  constructor(private readonly history: History) {}

  /** A later state of the activities; those that are known are as they were, but for what has not settled. */
  renew(activities: readonly Activity[]): void {
    this.activities = activities;
    for (const index of this.waiting) this.usable[index] = usableFrom(activities[index] as Activity);
    this.waiting.sort((a, b) => this.usableAt(a) - this.usableAt(b) || a - b);
  }

  /** To be called where a mark is set. */
  keep(): void {
    const { waiting, settled, usable } = this;
    const [kept, settledThen, length] = [[...waiting], settled.length, usable.length];
    this.history.note(() => {
      this.waiting = kept;
      settled.length = settledThen;
      for (const list of [this.programs, this.after, usable, this.since]) list.length = length;
    });
  }

  /** Takes in that an activity starts: lets everything settle that can be gone on from by then. */
  begin(index: number, program: Program): void {
    const start = this.startOf(index);
    this.usable[index] = usableFrom(this.activities[index] as Activity);
    this.programs[index] = program;
    this.after[index] = undefined;
    const { waiting } = this;
    let count = 0;
    for (; count < waiting.length && this.usableAt(waiting[count] as number) <= start; count++) {
      this.settle(waiting[count] as number);
    }
    if (count > 0) waiting.splice(0, count);
  }

  /** Takes in what an activity came after. */
  add(index: number, links: readonly Link[]): void {
    const program = this.programOf(index);
    program.keep(this.history);
    for (const { from } of links) this.succeed(from, index);
    this.since[index] = this.sinceOf(this.startOf(index), links, program);
    program.open.add(index);
    const usable = this.usableAt(index);
    const place = partitionPoint(this.waiting, (other) => this.usableAt(other) > usable);
    this.waiting.splice(place, 0, index);
  }

  /** What of other programs settled last until a moment. */
  latestBeside(program: Program, moment: Milliseconds): number | undefined {
    return this.settled.findLast(
      (index) => this.programs[index] !== program && this.usableAt(index) <= moment,
    );
  }

  /** What came out of an activity and could be gone on from when another began. */
  settledAfter(anchor: number, index: number): readonly { readonly from: number }[] {
    if (this.after[anchor] === undefined) return nothing;
    const start = this.startOf(index);
    const found: { readonly from: number }[] = [];
    const seen = new Set<number>();
    const waiting = [anchor];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const other of this.after[next] ?? []) {
        if (seen.has(other) || this.usableAt(other) > start) continue;
        seen.add(other);
        found.push({ from: other });
        waiting.push(other);
      }
    }
    return found;
  }

  latestOf(links: readonly { readonly from: number }[]): number | undefined {
    let latest: number | undefined;
    for (const { from } of links) {
      if (latest === undefined || this.usableAt(from) >= this.usableAt(latest)) latest = from;
    }
    return latest;
  }

  /** Whatever of its program could be gone on from by this moment, the activity came after. */
  sinceAt(index: number): Milliseconds {
    return this.since[index] as number;
  }

  /** From when on it can be gone on from. */
  usableAt(index: number): Milliseconds {
    return this.usable[index] as number;
  }

  /** From when on parts of it can be gone on from. */
  partsAt(index: number): Milliseconds {
    return partsFrom(this.activities[index] as Activity);
  }

  isWork(index: number): boolean {
    return this.activities[index]?.kind === 'work';
  }

  programOf(index: number): Program {
    return this.programs[index] as Program;
  }

  startOf(index: number): Milliseconds {
    return (this.activities[index] as Activity).start;
  }

  executionsOf(index: number): readonly (Execution | undefined)[] {
    const activity = this.activities[index] as Activity;
    return executionsOf(activity.kind === 'call' ? activity.call : activity.work.work);
  }

  private settle(index: number): void {
    const program = this.programOf(index);
    program.keep(this.history);
    program.open.delete(index);
    program.fork = undefined;
    if (this.after[index] === undefined) program.leaves.add(index);
    program.latest = index;
    for (const execution of this.executionsOf(index)) {
      if (execution !== undefined) this.history.set(program.latestBy, execution, index);
    }
    this.settled.push(index);
  }

  private succeed(from: number, to: number): void {
    const known = this.after[from];
    if (known) known.push(to);
    else this.after[from] = [to];
    if (this.history.isKept) this.history.note(() => this.forgetSuccessor(from));
    const program = this.programOf(from);
    if (!program.leaves.has(from)) return;
    program.keep(this.history);
    program.leaves.delete(from);
  }

  private forgetSuccessor(from: number): void {
    const known = this.after[from];
    known?.pop();
    if (known?.length === 0) this.after[from] = undefined;
  }

  private sinceOf(start: Milliseconds, links: readonly Link[], { open, leaves }: Program): Milliseconds {
    if (open.size === 0 && leaves.size === 0) return start;
    let since = Number.NEGATIVE_INFINITY;
    for (const { from } of links) since = Math.max(since, this.sinceAt(from));
    return since;
  }
}
