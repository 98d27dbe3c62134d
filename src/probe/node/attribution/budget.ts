import { Bucket } from '../bucket';
import { monotonicNow } from '../builtins';

/** Longer, and the machine was busy with something else meanwhile. */
const longestChargeMs = 0.03;

/** What a context is captured for: its path is new, or was taken often, and a request came of it, or none so far. */
export type Purpose = 'new' | 'leading' | 'idle';

/**
 * Keeps captures below a share of the program's time. What comes by again and again has budgets of its own: a loop that
 * reads fast streams would take all there is, for stacks that say the same every time and lead to no request, and leave
 * nothing for the calls that are made meanwhile.
 */
export class CaptureBudget {
  /** All of milliseconds. */
  readonly #buckets: Readonly<Record<Purpose, Bucket>> = {
    new: new Bucket({ burst: 400, perMs: 0.1 }),
    leading: new Bucket({ burst: 200, perMs: 0.05 }),
    idle: new Bucket({ burst: 20, perMs: 0.025 }),
  };
  #paying = this.#buckets.new;
  #now = monotonicNow();

  /**
   * Whether a context may be captured; if so, `end` must follow. Asks nothing of the clock when all is spent: that would
   * cost as much as what was saved.
   */
  begin(purpose: Purpose): boolean {
    const bucket = this.#buckets[purpose];
    if (bucket.available <= 0) return false;
    this.#refill();
    this.#paying = bucket;
    return true;
  }

  /** Pays for what was done since it was begun. */
  end(): void {
    this.#paying.spend(Math.min(longestChargeMs, monotonicNow() - this.#now));
  }

  /** The event loop turned: time may have passed. @returns ms of the monotonic clock */
  turn(): number {
    this.#refill();
    return this.#now;
  }

  #refill(): void {
    const now = monotonicNow();
    const passed = now - this.#now;
    this.#buckets.new.refill(passed);
    this.#buckets.leading.refill(passed);
    this.#buckets.idle.refill(passed);
    this.#now = now;
  }
}
