import { monotonicNow } from '../builtins';

const burstMs = 250;
const share = 0.15;
/** Longer, and the machine was busy with something else meanwhile. */
const longestChargeMs = 0.05;

/**
 * Keeps captures below a share of the program's time: a bucket that holds 250 ms and refills with 15 % of the wall
 * clock.
 */
export class CaptureBudget {
  #available = burstMs;
  #filledAt = monotonicNow();

  /** Does `work` and pays for it, or returns undefined when there is nothing left to pay with. */
  spend<T>(work: () => T): T | undefined {
    const start = monotonicNow();
    this.#available = Math.min(burstMs, this.#available + (start - this.#filledAt) * share);
    this.#filledAt = start;
    if (this.#available <= 0) return undefined;
    const result = work();
    this.#available -= Math.min(longestChargeMs, monotonicNow() - start);
    return result;
  }
}
