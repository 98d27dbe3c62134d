import { subscribe } from 'node:diagnostics_channel';
import type { Worker } from 'node:worker_threads';
import { guarded, observeLookups } from '../observe';
import type { Recorder } from '../recorder';
import type { WorkLog } from './workLog';

/** Follows worker threads from start to exit, as `ChildProcesses` does with processes. */
export class WorkerThreads {
  readonly #recorder: Recorder;
  readonly #log: WorkLog;

  constructor(recorder: Recorder, log: WorkLog) {
    this.#recorder = recorder;
    this.#log = log;
  }

  install(): void {
    subscribe('worker_threads', (message) =>
      guarded(this.#recorder, 'workerThread', () => this.#follow((message as { worker: Worker }).worker)),
    );
  }

  #follow(worker: Worker): void {
    // A thread of the runtime's own, such as the one for module hooks.
    if (worker.constructor.name === 'InternalWorker') return;
    const span = this.#log.begin('thread', `worker ${worker.threadId}`);
    if (!span) return;
    const stop = observeLookups(this.#recorder, worker, 'emit', () => {
      if (worker.threadId !== goneThreadId) return;
      span.end({ how: 'done' });
      stop();
    });
  }
}

/** What the runtime calls a thread that is no more. */
const goneThreadId = -1;
