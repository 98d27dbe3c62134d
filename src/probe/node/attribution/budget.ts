import { monotonicNow } from '../builtins';
import { WornPaths } from './wornPaths';

const burstMs = 250;
const share = 0.04;
/** What is kept for paths that are new when the worn ones have used up their part. */
const reserveMs = 190;
/** Longer, and the machine was busy with something else meanwhile. */
const longestChargeMs = 0.05;

/**
 * Keeps captures below a share of the program's time: a bucket that holds 250 ms and refills with 4 % of the wall
 * clock. Worn paths get the top of it only: a loop that reads fast streams would take all there is, for stacks that say
 * the same again and again, and leave nothing for the calls that are made meanwhile.
 */
export class CaptureBudget {
  readonly #worn = new WornPaths();
  #available = burstMs;
  #now = monotonicNow();

  /**
   * Whether a context may be captured; if so, `end` must follow.
   * @param path that led to it, as `WornPaths` counts them
   */
  begin(path: number): boolean {
    if (this.#available <= reserveMs && this.#worn.isWorn(path)) return false;
    this.#refill();
    return this.#available > 0;
  }

  /** Whether there is time to spare for what can wait; if so, `end` must follow. */
  beginUpkeep(): boolean {
    this.#refill();
    return this.#available > reserveMs;
  }

  /** Pays for what was done since it was begun. */
  end(): void {
    this.#available -= Math.min(longestChargeMs, monotonicNow() - this.#now);
  }

  /** The event loop turned: time may have passed. */
  turn(): void {
    this.#refill();
    this.#worn.turn(this.#now);
  }

  #refill(): void {
    const now = monotonicNow();
    this.#available = Math.min(burstMs, this.#available + (now - this.#now) * share);
    this.#now = now;
  }
}
