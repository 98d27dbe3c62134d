import type { History } from '../../base/history';
import type { Milliseconds } from '../../base/units';
import type { Execution } from '../threads/executions';
import type { DependencyReason } from './dependencies';

/** What an activity waited for, by index. */
export interface Link {
  readonly from: number;
  readonly why: DependencyReason;
}

/** What is known of a program that activities belong to; a server is one of its own for each request that it serves. */
export interface ProgramFacts {
  /** When it was started; undefined when that is not known. */
  readonly start?: Milliseconds;
  /** Index of the activity that the program is, or that it works for. */
  readonly container?: number;
}

/** What began last of a program since anything of it ended, and what that came after. */
export interface Fork {
  readonly index: number;
  readonly execution: Execution | undefined;
  readonly links: readonly Link[];
}

/** How far a program is, threads of one process taken together. Activities are meant by their indices. */
export class Program {
  /** Begun, and not yet to be gone on from. */
  open = new Set<number>();
  /** To be gone on from, and nothing has. */
  leaves = new Set<number>();
  /** Could be gone on from last. */
  latest: number | undefined;
  /** The same of those that came through an execution of a function. */
  readonly latestBy = new Map<Execution, number>();
  fork: Fork | undefined;
  /** The stretch in which it has been kept. */
  #kept = 0;

  constructor(readonly facts: ProgramFacts) {}

  /** Keeps how far it is, to be gone back to; to be called before each change. Of `latestBy` each change is noted. */
  keep(history: History): void {
    if (!history.isKept || this.#kept === history.stretch) return;
    this.#kept = history.stretch;
    const { latest, fork } = this;
    const [open, leaves] = [new Set(this.open), new Set(this.leaves)];
    history.note(() => {
      this.open = open;
      this.leaves = leaves;
      this.latest = latest;
      this.fork = fork;
    });
  }
}
