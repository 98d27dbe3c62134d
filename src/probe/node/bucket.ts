export interface BucketLimits {
  /** Most that can be spent at once. */
  readonly burst: number;
  /** What comes back in each millisecond. */
  readonly perMs: number;
}

/** Something of which a little comes back all the time, and which can be saved up to a burst. */
export class Bucket {
  readonly #limits: BucketLimits;
  #available: number;

  constructor(limits: BucketLimits) {
    this.#limits = limits;
    this.#available = limits.burst;
  }

  get available(): number {
    return this.#available;
  }

  /** @param passed ms */
  refill(passed: number): void {
    this.#available = Math.min(this.#limits.burst, this.#available + passed * this.#limits.perMs);
  }

  spend(amount: number): void {
    this.#available -= amount;
  }
}
