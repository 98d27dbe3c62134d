import type { Milliseconds } from '../../base/units';
import type { Activity } from '../activity';
import { executionsOf } from '../threads/executions';
import type { Link, Program } from './program';
import { usableFrom } from './usableFrom';

/** How far programs are: what has settled, so that they can go on from it, and what came after it. By indices. */
export class FlowState {
  private readonly after: (number[] | undefined)[] = [];
  private readonly usable: Float64Array;
  /** Those that can be gone on from, in the order of that. */
  private readonly settling: Uint32Array;
  private settled = 0;
  /** Whatever its program could go on from at that moment, it came after. */
  private readonly since: Float64Array;

  /**
   * @param activities in the order they start
   * @param programs that each belongs to
   */
  constructor(
    private readonly activities: readonly Activity[],
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

  /** Lets everything settle that can be gone on from when an activity starts. */
  settleBefore(index: number): void {
    const start = this.startOf(index);
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

  /** Takes an activity in, with what it came after. */
  add(index: number, links: readonly Link[]): void {
    const program = this.programOf(index);
    for (const { from } of links) this.succeed(from, index);
    this.since[index] = this.sinceOf(this.startOf(index), links, program);
    program.open.add(index);
  }

  /** What of other programs settled last until a moment. */
  latestBeside(program: Program, moment: Milliseconds): number | undefined {
    for (let at = this.settled - 1; at >= 0; at--) {
      const index = this.settling[at] as number;
      if (this.programs[index] !== program && this.usableAt(index) <= moment) return index;
    }
    return undefined;
  }

  /** What came out of an activity and could be gone on from when another began. */
  settledAfter(anchor: number, index: number): { readonly from: number }[] {
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

  latestOf(links: readonly { readonly from: number }[]): number | undefined {
    let latest: number | undefined;
    for (const { from } of links) {
      if (latest === undefined || (this.usable[from] as number) >= (this.usable[latest] as number))
        latest = from;
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

  programOf(index: number): Program {
    return this.programs[index] as Program;
  }

  startOf(index: number): Milliseconds {
    return (this.activities[index] as Activity).start;
  }

  executionsOf(index: number): readonly (string | undefined)[] {
    const activity = this.activities[index] as Activity;
    return executionsOf(activity.kind === 'call' ? activity.call : activity.work.work);
  }

  private succeed(from: number, to: number): void {
    const known = this.after[from];
    if (known) known.push(to);
    else this.after[from] = [to];
    (this.programs[from] as Program).leaves.delete(from);
  }

  private sinceOf(start: Milliseconds, links: readonly Link[], { open, leaves }: Program): Milliseconds {
    if (open.size === 0 && leaves.size === 0) return start;
    let since = Number.NEGATIVE_INFINITY;
    for (const { from } of links) since = Math.max(since, this.since[from] as number);
    return since;
  }
}
