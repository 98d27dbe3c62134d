import { monotonicNow } from '../builtins';

export interface Limits {
  readonly burst: number;
  readonly perSecond: number;
  /** So many and no more, however long it takes. */
  readonly total: number;
}

/** Lets through a burst, and from then on so many a second, until a total is reached. */
export class TokenBucket {
  readonly #burst: number;
  readonly #perSecond: number;
  #left: number;
  #available: number;
  #askedAt = monotonicNow();

  constructor({ burst, perSecond, total }: Limits) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#left = total;
    this.#available = burst;
  }

  /** Whether there is one left; takes it if so. */
  take(): boolean {
    const now = monotonicNow();
    const refilled = this.#available + ((now - this.#askedAt) * this.#perSecond) / 1e3;
    this.#askedAt = now;
    this.#available = Math.min(this.#burst, refilled);
    if (this.#available < 1 || this.#left < 1) return false;
    this.#available -= 1;
    this.#left -= 1;
    return true;
  }
}
