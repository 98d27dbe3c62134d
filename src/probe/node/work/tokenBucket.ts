import { Bucket } from '../bucket';
import { monotonicNow } from '../builtins';

export interface Limits {
  readonly burst: number;
  readonly perSecond: number;
  /** So many and no more, however long it takes. */
  readonly total: number;
}

/** Lets through a burst, and from then on so many a second, until a total is reached. */
export class TokenBucket {
  readonly #bucket: Bucket;
  #left: number;
  #askedAt = monotonicNow();

  constructor({ burst, perSecond, total }: Limits) {
    this.#bucket = new Bucket({ burst, perMs: perSecond / 1e3 });
    this.#left = total;
  }

  /** Whether there is one left; takes it if so. */
  take(): boolean {
    const now = monotonicNow();
    this.#bucket.refill(now - this.#askedAt);
    this.#askedAt = now;
    if (this.#bucket.available < 1 || this.#left < 1) return false;
    this.#bucket.spend(1);
    this.#left -= 1;
    return true;
  }
}
