import { monotonicNow } from '../builtins';

/** Lets through a burst, and from then on so many a second. */
export class TokenBucket {
  readonly #burst: number;
  readonly #perSecond: number;
  #available: number;
  #askedAt = monotonicNow();

  constructor(limits: { readonly burst: number; readonly perSecond: number }) {
    this.#burst = limits.burst;
    this.#perSecond = limits.perSecond;
    this.#available = limits.burst;
  }

  /** Whether there is one left; takes it if so. */
  take(): boolean {
    const now = monotonicNow();
    const refilled = this.#available + ((now - this.#askedAt) * this.#perSecond) / 1e3;
    this.#askedAt = now;
    this.#available = Math.min(this.#burst, refilled);
    if (this.#available < 1) return false;
    this.#available -= 1;
    return true;
  }
}
