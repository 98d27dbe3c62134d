import { Bucket } from '../bucket';
import { monotonicNow } from '../builtins';
import type { Holder } from './holder';
import type { Trace } from './stackTrace';
import { WornPaths } from './wornPaths';

/** Longer, and the machine was busy with something else meanwhile. */
const longestChargeMs = 0.03;

/**
 * Keeps captures below a share of the program's time. What comes by again and again has a small budget of its own: a
 * loop that reads fast streams would take all there is, for stacks that say the same every time, and leave nothing for
 * the calls that are made meanwhile.
 */
export class CaptureBudget {
  readonly #worn = new WornPaths();
  /** Both of milliseconds. */
  readonly #forWorn = new Bucket({ burst: 200, perMs: 0.05 });
  readonly #forNew = new Bucket({ burst: 400, perMs: 0.15 });
  #paying = this.#forNew;
  #now = monotonicNow();

  /**
   * Whether a context may be captured; if so, `end` must follow.
   * @param path that led to it, as `WornPaths` counts them
   */
  begin(path: number): boolean {
    return this.#begin(this.#worn.isWorn(path) ? this.#forWorn : this.#forNew);
  }

  /** What was captured on this path before, when it is one that comes by again and again. */
  latest(path: number): Holder | undefined {
    return this.#worn.latest(path);
  }

  /** Whether there is time for what can wait; if so, `endUpkeep` must follow. */
  beginUpkeep(): boolean {
    return this.#begin(this.#forWorn);
  }

  /** Pays for a capture, and remembers it for when there is no time for another on the same path. */
  end(path: number, trace: Trace): void {
    this.endUpkeep();
    this.#worn.note(path, trace);
  }

  /** Pays for what was done since it was begun. */
  endUpkeep(): void {
    this.#paying.spend(Math.min(longestChargeMs, monotonicNow() - this.#now));
  }

  /** The event loop turned: time may have passed. */
  turn(): void {
    this.#refill();
    this.#worn.turn(this.#now);
  }

  /** Asks nothing of the clock when all is spent: that would cost as much as what was saved. */
  #begin(bucket: Bucket): boolean {
    if (bucket.available <= 0) return false;
    this.#refill();
    this.#paying = bucket;
    return true;
  }

  #refill(): void {
    const now = monotonicNow();
    this.#forWorn.refill(now - this.#now);
    this.#forNew.refill(now - this.#now);
    this.#now = now;
  }
}
