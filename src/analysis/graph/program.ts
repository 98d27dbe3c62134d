import type { Milliseconds } from '../../base/units';
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
  readonly execution: string | undefined;
  readonly links: readonly Link[];
}

/** How far a program is, threads of one process taken together. Activities are meant by their indices. */
export class Program {
  /** Begun, and not yet to be gone on from. */
  readonly open = new Set<number>();
  /** To be gone on from, and nothing has. */
  readonly leaves = new Set<number>();
  /** Could be gone on from last. */
  latest: number | undefined;
  /** The same of those that came through an execution of a function. */
  readonly latestBy = new Map<string, number>();
  fork: Fork | undefined;

  constructor(readonly facts: ProgramFacts) {}
}
