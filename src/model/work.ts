import type { Milliseconds, ProcessId, WorkId } from '../base/units';
import type { Attribution } from './attribution';

/** What a program does besides its LLM calls. */
export type WorkKind =
  /** An HTTP exchange with anybody but a model API. */
  | 'http'
  /** A child process, from spawn to exit. */
  | 'process'
  /** A worker thread, from start to exit. */
  | 'thread'
  /** A call of a tool over MCP. */
  | 'tool'
  /** A timer that ran out: a sleep, a back-off, the pause of a poll. */
  | 'timer'
  /** A stretch in which the event loop was busy. */
  | 'cpu'
  /** A `performance.measure` of the program's own. */
  | 'measure';

/** All kinds, for those who check what they read. */
export const workKinds: Readonly<Record<WorkKind, true>> = {
  http: true,
  process: true,
  thread: true,
  tool: true,
  timer: true,
  cpu: true,
  measure: true,
};

export type WorkOutcome =
  | 'running'
  | 'done'
  /** It failed: connection broken, exit code other than 0, spawn refused. An HTTP status is no failure of the work. */
  | 'error'
  /** The program gave it up. */
  | 'abort'
  /** The program's process went away meanwhile. */
  | 'cut';

/** A piece of other work, frozen; a new object replaces it when more is known. */
export interface Work {
  readonly id: WorkId;
  readonly process: ProcessId;
  readonly kind: WorkKind;
  /** Method, host and path; command; tool; mark. Never arguments, a query or content. */
  readonly name: string;
  readonly start: Milliseconds;
  /** Undefined while it goes on. */
  readonly end?: Milliseconds;
  readonly outcome: WorkOutcome;
  /** HTTP status, exit code, signal or error code. */
  readonly code?: string;
  /** For `cpu`: for how long of its time the event loop was busy. */
  readonly busy?: Milliseconds;
  /** For `cpu`: CPU time that the whole process used meanwhile, all its threads. Far below `busy`: it was held up. */
  readonly cpu?: Milliseconds;
  /** The line that began it; undefined where none is looked for or none was read yet. */
  readonly attribution?: Attribution;
}
