import { PerformanceObserver } from 'node:perf_hooks';
import { toMachineClock } from '../clock';
import { guarded } from '../observe';
import type { Recorder } from '../recorder';
import type { WorkLog } from './workLog';

/** Takes in what the program measures itself with `performance.measure`. */
export class Measures {
  readonly #recorder: Recorder;
  readonly #log: WorkLog;
  #observer: PerformanceObserver | undefined;

  constructor(recorder: Recorder, log: WorkLog) {
    this.#recorder = recorder;
    this.#log = log;
  }

  install(): void {
    this.#observer = new PerformanceObserver((list) => this.#take(list.getEntries()));
    this.#observer.observe({ entryTypes: ['measure'] });
  }

  /** Takes in what has not been told yet; for the process's last moment. */
  flush(): void {
    this.#take(this.#observer?.takeRecords() ?? []);
  }

  #take(entries: readonly PerformanceEntry[]): void {
    guarded(this.#recorder, 'measure', () => {
      for (const { name, startTime, duration } of entries) {
        const from = toMachineClock(startTime);
        this.#log.add({ kind: 'measure', name, from, to: from + duration });
      }
    });
  }
}
