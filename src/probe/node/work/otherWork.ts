import { isMainThread } from 'node:worker_threads';
import type { LineNotes } from '../attribution/lineNotes';
import { now, toMachineClock } from '../clock';
import { StdioServers } from '../mcp/stdioServers';
import { guarded } from '../observe';
import type { Recorder } from '../recorder';
import { ChildProcesses } from './childProcesses';
import { Hindsight } from './hindsight';
import { LoopLoad } from './loopLoad';
import { Measures } from './measures';
import { Sleeps } from './sleeps';
import { SyncProcesses } from './syncProcesses';
import { WorkerThreads } from './workerThreads';
import { WorkLog } from './workLog';

/** Everything that watches what the program does besides its LLM calls; its requests apart, which transports see. */
export class OtherWork {
  readonly log: WorkLog;
  readonly #recorder: Recorder;
  readonly #sleeps: Sleeps;
  readonly #measures: Measures;
  readonly #hindsight: Hindsight;

  constructor(recorder: Recorder, lines: LineNotes) {
    this.#recorder = recorder;
    this.log = new WorkLog(recorder, lines);
    this.#sleeps = new Sleeps(this.log);
    this.#measures = new Measures(recorder, this.log);
    // A process began with its clock; a thread has that clock too, and begins now.
    const start = isMainThread ? toMachineClock(0) : now();
    this.#hindsight = new Hindsight(this.#sleeps, new LoopLoad(this.log, start));
  }

  install(): void {
    const recorder = this.#recorder;
    recorder.watch((record) => guarded(recorder, 'hindsight', () => this.#hindsight.see(record)));
    const servers = new StdioServers(recorder, this.log);
    guarded(recorder, 'childProcesses', () =>
      new ChildProcesses(recorder, this.log, (child) => servers.meet(child)).install(),
    );
    guarded(recorder, 'syncProcesses', () => new SyncProcesses(recorder, this.log).install());
    guarded(recorder, 'workerThreads', () => new WorkerThreads(recorder, this.log).install());
    guarded(recorder, 'measures', () => this.#measures.install());
  }

  /** To be called where the runtime creates a timer; may throw. */
  timerCreated(timer: object): void {
    this.#sleeps.created(timer);
  }

  /** Writes what is still to be written; for the process's last moment. */
  finish(): void {
    guarded(this.#recorder, 'measures', () => this.#measures.flush());
    guarded(this.#recorder, 'hindsight', () => this.#hindsight.finish());
  }
}
