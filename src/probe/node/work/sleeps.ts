import { findSlot } from '../attribution/asyncSlots';
import { now } from '../clock';
import type { WorkLog } from './workLog';

/** A shorter wait explains nothing that a person would ask about. */
const shortestMs = 10;
const maxWatched = 64;
/** When too many are watched, room is made this often at most. */
const sweepEveryMs = 10;

/** A timer of the runtime, as far as all versions agree. */
interface Timer {
  /** The delay; -1 once it was cleared, as it was when it has run out. */
  readonly _idleTimeout: number;
  readonly _repeat: number | null;
  /** Its neighbour in the runtime's list of timers that wait. */
  readonly _idleNext: object | null;
  hasRef(): boolean;
}

interface Watched {
  readonly timer: Timer;
  /** Monotonic ms. */
  readonly from: number;
}

/**
 * Tells of timers that ran out. It is asked when something else begins or ends: a timer needs no callback of ours to
 * show that it ran out, and one that was cleared, as guards are, is never told of. Whether the program waited for it
 * is for the host to say, who knows what else went on.
 */
export class Sleeps {
  readonly #log: WorkLog;
  #watched: Watched[] = [];
  #sweptAt = 0;

  constructor(log: WorkLog) {
    this.#log = log;
  }

  /** A timer is being created. */
  created(resource: object): void {
    const timer = resource as Timer;
    if (timer._repeat !== null || !(timer._idleTimeout >= shortestMs)) return;
    const from = now();
    if (this.#watched.length >= maxWatched && !this.#makeRoom(from)) return;
    this.#watched.push({ timer, from });
  }

  /** Writes down those that have run out, and lets go of those that never will. */
  tell(): void {
    const watched = this.#watched;
    if (watched.length === 0) return;
    this.#watched = [];
    const time = now();
    this.#sweptAt = time;
    for (const each of watched) {
      const { timer } = each;
      if (timer._idleNext !== null) this.#watched.push(each);
      // One that does not keep the process alive is nothing that the program waits for.
      else if (timer._idleTimeout !== -1 && timer.hasRef() !== false) this.#add(each, time);
    }
  }

  #add({ timer, from }: Watched, time: number): void {
    const to = Math.min(time, from + timer._idleTimeout);
    const trail = { trace: {}, context: findSlot(timer)?.holder, debuggerStack: [] };
    this.#log.add({ kind: 'timer', name: 'timer', from, to, trail });
  }

  #makeRoom(time: number): boolean {
    if (time - this.#sweptAt < sweepEveryMs) return false;
    this.tell();
    return this.#watched.length < maxWatched;
  }
}
