import type { History } from '../../base/history';
import type { Execution } from '../threads/executions';
import type { Need } from './findNeeds';
import type { FlowState } from './flowState';
import type { Link, Program } from './program';
import { withPart } from './withPart';

/** Flows that fork start their activities one right after the other. */
const FORK_MS = 10;

/** A flow that has nothing to wait for goes on sooner. */
const LONG_MS = 25;
/** What part of such a wait may go by between what was waited for and what begins: the machine may be busy. */
const SOON = 0.1;

/** What ended last of those that came through the innermost execution that an activity shares with any. */
interface Kin {
  readonly index: number;
  readonly execution: Execution;
}

/**
 * Follows the flows of programs from activity to activity, in the order they start. What an activity needs is known;
 * beside it stands what its flow did last: of all that came out of what it needs, or, when nothing says what it needs,
 * of all that came through the innermost execution of a function that it shares with any. Programs that do one thing
 * at a time always have one flow, so that it simply is what ended last.
 */
export class FlowTracker {
  constructor(
    private readonly state: FlowState,
    private readonly history: History,
  ) {}

  /**
   * What an activity came after.
   * @param index that has begun in the state of things
   * @param needs of the activity
   */
  follow(index: number, needs: readonly Need[]): readonly Link[] {
    const links = addLinks(needs, this.findOrder(index, needs, this.state.programOf(index)));
    this.state.add(index, links);
    return links;
  }

  private findOrder(index: number, needs: readonly Need[], program: Program): readonly Link[] {
    const anchor = this.findAnchor(needs, program);
    if (anchor !== undefined) return this.orderAfter(index, anchor, program);
    const kin = this.findKin(index, program);
    const links =
      this.forkWith(index, kin, program) ??
      withPart(this.state, index, this.orderOf(index, kin, program), {
        execution: kin?.execution,
        open: program.open,
      });
    program.keep(this.history);
    program.fork = { index, execution: kin?.execution, links };
    return links;
  }

  /** What ended last of all that an activity needs; of what another program did for its own, the whole of that. */
  private findAnchor(needs: readonly Need[], program: Program): number | undefined {
    return needs.length === 0
      ? undefined
      : this.state.latestOf(needs.flatMap(({ from }) => this.lift(from, program)));
  }

  private lift(index: number, program: Program): { readonly from: number }[] {
    let from: number | undefined = index;
    while (from !== undefined && this.state.programOf(from) !== program) {
      from = this.state.programOf(from).facts.container;
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
    return this.state.startOf(index) - this.state.startOf(fork.index) <= FORK_MS ? fork.links : undefined;
  }

  /** What the first activity of a program comes after: what it is within, else what ended before the program began. */
  private findOrigin(index: number, program: Program): Link[] {
    const { container, start = this.state.startOf(index) } = program.facts;
    if (container !== undefined) return [{ from: container, why: 'order' }];
    const from = this.state.latestBeside(program, start);
    return from === undefined ? [] : [{ from, why: 'order' }];
  }

  /** What an activity's own flow did after what it needs. */
  private orderAfter(index: number, anchor: number, program: Program): Link[] {
    if (program.latest !== undefined && this.isSingle(anchor, program.latest, program)) {
      return [{ from: program.latest, why: 'order' }];
    }
    const later = this.state.settledAfter(anchor, index);
    const latest = this.state.latestOf([{ from: anchor }, ...later]) ?? anchor;
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
    const start = this.state.startOf(index);
    const [ended, done] = [this.state.usableAt(latest), this.state.usableAt(own)];
    const soon = Math.max(FORK_MS, (start - done) * SOON);
    if (start - done < LONG_MS || start - ended > soon || this.state.startOf(latest) >= done)
      return undefined;
    for (const other of open) if (this.state.startOf(other) < ended) return undefined;
    return latest;
  }

  private orderBeside(index: number, { index: kin, execution }: Kin, program: Program): Link[] {
    const later = this.state.settledAfter(kin, index);
    const own = new Set(later.map(({ from }) => from));
    const latest = this.state.latestOf([{ from: kin }, ...later]) ?? kin;
    const isOwn = (other: number) => own.has(other) || this.state.executionsOf(other).includes(execution);
    return this.withJoins(latest, program, isOwn);
  }

  /** Flows that have ended join when one goes on while none of those that forked with them goes on. */
  private withJoins(latest: number, { open, leaves }: Program, mayJoin: (index: number) => boolean): Link[] {
    const links: Link[] = [{ from: latest, why: 'order' }];
    if (leaves.size === 0) return links;
    let lastOpen = Number.NEGATIVE_INFINITY;
    for (const other of open) lastOpen = Math.max(lastOpen, this.state.startOf(other));
    for (const leaf of leaves) {
      if (leaf === latest || this.state.startOf(leaf) <= lastOpen + FORK_MS || !mayJoin(leaf)) continue;
      links.push({ from: leaf, why: 'join' });
    }
    return links;
  }

  /** Whether all that has ended by now came after another activity. */
  private isSingle(anchor: number, latest: number, { leaves, open }: Program): boolean {
    if (leaves.size > 1 || open.size > 0) return false;
    return latest === anchor || this.state.sinceAt(latest) >= this.state.usableAt(anchor);
  }

  private findKin(index: number, { latestBy }: Program): Kin | undefined {
    for (const execution of this.state.executionsOf(index)) {
      const kin = execution === undefined ? undefined : latestBy.get(execution);
      if (execution !== undefined && kin !== undefined) return { index: kin, execution };
    }
    return undefined;
  }
}

function addLinks(needs: readonly Need[], order: readonly Link[]): readonly Link[] {
  if (needs.length === 0) return order;
  const added = order.filter((link) => !needs.some(({ from }) => from === link.from));
  return added.length === 0 ? needs : [...needs, ...added];
}
