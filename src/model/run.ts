import type { EpochMilliseconds, Milliseconds, ProcessId, RunId } from '../base/units';
import type { Call } from './call';
import type { CompletionRun } from './completion';
import type { Work } from './work';

/** One process or worker thread that carried the probe. */
export interface ProcessInfo {
  readonly id: ProcessId;
  readonly pid: number;
  readonly parentPid: number;
  /** Worker thread number, 0 on the main thread. */
  readonly thread: number;
  /** For example `node 20.20.2`. */
  readonly runtime: string;
  readonly script?: string;
  readonly cwd: string;
  readonly start: Milliseconds;
  /** When it ended in an orderly way; undefined while it runs or when it was killed. */
  readonly end?: Milliseconds;
  readonly exitCode?: number;
}

/** A span in which the debugger held the program. `end` is undefined while it is still held. */
export interface Pause {
  readonly start: Milliseconds;
  readonly end?: Milliseconds;
}

/** Something a person should know about a run: what could not be read, what was left out. */
export interface Problem {
  readonly severity: 'error' | 'warning' | 'info';
  /** Stable name of the kind, for example `newerSpool`, `garbageLines`. */
  readonly code: string;
  readonly message: string;
  readonly action?: string;
}

/** What a run was started from. */
export interface RunOrigin {
  readonly kind: 'debug' | 'record' | 'completion' | 'imported';
  /** Name of the launch configuration, the command's program without its arguments, or the suite's name. */
  readonly title: string;
  /** Workspace folder or working directory. */
  readonly folder?: string;
}

/** Everything one run has shown so far, frozen; a new object replaces it when more is known. */
export interface Run {
  readonly id: RunId;
  readonly origin: RunOrigin;
  /** Zero of all times in this run. */
  readonly startedAtEpoch: EpochMilliseconds;
  readonly status: 'running' | 'ended';
  /** When it ended; undefined while it runs. */
  readonly end?: Milliseconds;
  readonly processes: readonly ProcessInfo[];
  /** In the order they started. */
  readonly calls: readonly Call[];
  /** What the program did besides its calls, in the order it began. */
  readonly work: readonly Work[];
  readonly pauses: readonly Pause[];
  readonly problems: readonly Problem[];
  /** Origins that were spoken to without looking like a model API; explains an empty run. */
  readonly otherOrigins: readonly string[];
  /** What a completion suite asked for and how it went, where the run is one of a suite. */
  readonly completion?: CompletionRun;
}

/**
 * Whether the calls of a run are those of a completion suite. They are measured against the suite's budget; they are
 * repeated on purpose, and no program whose loops could be made faster made them.
 */
export function isSuiteRun({ origin, completion }: Run): boolean {
  return origin.kind === 'completion' || completion !== undefined;
}
