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
  #begunAt = monotonicNow();

  /** Whether there is something left to spend; if so, `end` must follow when the work is done. */
  begin(): boolean {
    const now = monotonicNow();
    this.#available = Math.min(burstMs, this.#available + (now - this.#begunAt) * share);
    this.#begunAt = now;
    return this.#available > 0;
  }

  /** Pays for what was done since `begin`. */
  end(): void {
    this.#available -= Math.min(longestChargeMs, monotonicNow() - this.#begunAt);
  }
}
