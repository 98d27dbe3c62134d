import type { ProbeRecord, WorkKind } from '../../../protocol/probeRecords';
import type { LoopLoad } from './loopLoad';
import type { Sleeps } from './sleeps';

/** Kinds that are told when they are over: their records say nothing about now. */
const shownInHindsight: ReadonlySet<WorkKind> = new Set(['timer', 'cpu', 'measure']);

/**
 * Looks back whenever a call or other work begins or ends: at timers that have run out and at how busy the event loop
 * was. Between two such moments nothing of the probe runs.
 */
export class Hindsight {
  readonly #sleeps: Sleeps;
  readonly #load: LoopLoad;
  /** What is open of each, by the ids of its records. */
  readonly #calls = new Set<string>();
  readonly #pieces = new Set<string>();
  #sawCall = false;
  #looking = false;

  constructor(sleeps: Sleeps, load: LoopLoad) {
    this.#sleeps = sleeps;
    this.#load = load;
  }

  /** A record was written. */
  see(record: ProbeRecord): void {
    if (this.#looking) return;
    switch (record.k) {
      case 'req':
        this.#look(() => this.#callBegins(record.id));
        break;
      case 'end':
        this.#look(() => this.#callEnds(record.id));
        break;
      case 'work':
        if (shownInHindsight.has(record.kind)) break;
        this.#pieces.add(record.id);
        this.#look(() => this.#cut());
        break;
      case 'workEnd':
        if (this.#pieces.delete(record.id)) this.#look(() => this.#cut());
        break;
    }
  }

  /** The process's last moment. What a program without calls did at last explains nothing. */
  finish(): void {
    if (this.#sawCall) this.#look(() => this.#cut());
  }

  /** While a call is open, what the loop does is told with the call. */
  #callBegins(id: string): void {
    if (this.#calls.size === 0) this.#load.end();
    this.#calls.add(id);
    this.#sawCall = true;
  }

  #callEnds(id: string): void {
    if (this.#calls.delete(id) && this.#calls.size === 0) this.#load.begin();
  }

  #cut(): void {
    if (this.#calls.size > 0) return;
    this.#load.end();
    this.#load.begin();
  }

  /** What is written meanwhile is the look's own. */
  #look(then: () => void): void {
    this.#looking = true;
    try {
      this.#sleeps.tell();
      then();
    } finally {
      this.#looking = false;
    }
  }
}
