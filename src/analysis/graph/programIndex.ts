import type { History } from '../../base/history';
import type { Milliseconds, ProcessId } from '../../base/units';
import type { ProcessInfo } from '../../model/run';
import { Program } from './program';

interface KnownProcess {
  /** The process's own id where its number is not known. */
  readonly pid: number | ProcessId;
  readonly start?: Milliseconds;
}

/** The programs that activities belong to. */
export class ProgramIndex {
  #known: ReadonlyMap<ProcessId, ProcessInfo> = new Map();
  /** What was taken to be known of the processes that were met. */
  readonly #met = new Map<ProcessId, KnownProcess>();
  readonly #programs = new Map<number | ProcessId, Map<number | undefined, Program>>();

  constructor(private readonly history: History) {}

  /** @returns whether what was known of processes that were met is still right */
  renew(processes: readonly ProcessInfo[]): boolean {
    this.#known = new Map(processes.map((process) => [process.id, process]));
    for (const [id, { pid, start }] of this.#met) {
      const now = this.#factsOf(id);
      if (now.pid !== pid || now.start !== start) return false;
    }
    return true;
  }

  /** @param container index of the activity that what it does is within */
  find(process: ProcessId, container: number | undefined): Program {
    const facts = this.#met.get(process) ?? this.#factsOf(process);
    this.#met.set(process, facts);
    const { pid, start } = facts;
    const ofProcess = this.#programs.get(pid) ?? new Map<number | undefined, Program>();
    this.#programs.set(pid, ofProcess);
    const known = ofProcess.get(container);
    if (known) return known;
    const program = new Program({ start, container });
    this.history.set(ofProcess, container, program);
    return program;
  }

  #factsOf(process: ProcessId): KnownProcess {
    const { pid = process, start } = this.#known.get(process) ?? {};
    return { pid, start };
  }
}
