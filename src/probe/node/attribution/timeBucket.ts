export interface TimeLimits {
  /** Most that can be spent at once, ms. */
  readonly burst: number;
  /** Part of the passing time that comes back. */
  readonly share: number;
}

/** A share of the time, which can be saved up to a burst. */
export class TimeBucket {
  readonly #limits: TimeLimits;
  #available: number;

  constructor(limits: TimeLimits) {
    this.#limits = limits;
    this.#available = limits.burst;
  }

  get isEmpty(): boolean {
    return this.#available <= 0;
  }

  /** @param passed ms */
  refill(passed: number): void {
    this.#available = Math.min(this.#limits.burst, this.#available + passed * this.#limits.share);
  }

  /** @param spent ms */
  spend(spent: number): void {
    this.#available -= spent;
  }
}
