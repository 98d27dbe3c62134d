import { monotonicNow } from '../builtins';
import { TimeBucket } from './timeBucket';
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
  readonly #forWorn = new TimeBucket({ burst: 60, share: 0.03 });
  readonly #forNew = new TimeBucket({ burst: 400, share: 0.15 });
  #paying = this.#forNew;
  #now = monotonicNow();

  /**
   * Whether a context may be captured; if so, `end` must follow.
   * @param path that led to it, as `WornPaths` counts them
   */
  begin(path: number): boolean {
    return this.#begin(this.#worn.isWorn(path) ? this.#forWorn : this.#forNew);
  }

  /** Whether there is time for what can wait; if so, `end` must follow. */
  beginUpkeep(): boolean {
    return this.#begin(this.#forWorn);
  }

  /** Pays for what was done since it was begun. */
  end(): void {
    this.#paying.spend(Math.min(longestChargeMs, monotonicNow() - this.#now));
  }

  /** The event loop turned: time may have passed. */
  turn(): void {
    this.#refill();
    this.#worn.turn(this.#now);
  }

  /** Asks nothing of the clock when all is spent: that would cost as much as what was saved. */
  #begin(bucket: TimeBucket): boolean {
    if (bucket.isEmpty) return false;
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
