import type { CaptureBudget } from './budget';
import { forgetTrace, type Holder, placesIn } from './holder';

/** Stacks that were captured at about the same time. */
interface Batch {
  readonly holders: WeakRef<Holder>[];
  /** Refers to nothing that is held: empty as soon as the garbage collector went over the batch's time. */
  readonly collected: WeakRef<object>;
}

/** One in so many captures is looked after: a chain of stacks needs to be cut somewhere only. */
const meanStride = 16;
const batchSize = 32;
/** So many batches wait for the garbage collector at most. */
const maxBatches = 32;
/** So many captures without a turn of the event loop are still looked after. */
const maxWithoutTurn = 1024;

/**
 * Reads captured stacks when they get old. An unread one keeps the functions and receivers on it alive, and a receiver
 * can be a promise that holds an older stack, and so on without end: `queue = queue.then(...)`. Most stacks are gone
 * before their turn comes, and cost nothing.
 */
export class TraceAging {
  readonly #budget: CaptureBudget;
  /** Oldest first. */
  readonly #full: Batch[] = [];
  #filling = newBatch();
  #sinceTurn = 0;
  #untilNext = 1;

  constructor(budget: CaptureBudget) {
    this.#budget = budget;
  }

  /** Something else than a promise was created, so the event loop turns. */
  turn(): void {
    this.#sinceTurn = 0;
  }

  /**
   * Returns its argument. A weak reference keeps its target until the event loop turns; code that only awaits settled
   * promises does not let it, and what is captured meanwhile is left to the garbage collector.
   */
  add(holder: Holder): Holder {
    this.#sinceTurn++;
    if (--this.#untilNext > 0 || this.#sinceTurn > maxWithoutTurn) return holder;
    // No two strides alike: a program that repeats itself must not slip through.
    this.#untilNext = 1 + ((this.#filling.holders.length * 7 + this.#full.length) % (2 * meanStride));
    this.#filling.holders.push(new WeakRef(holder));
    if (this.#filling.holders.length === batchSize) this.#rotate();
    return holder;
  }

  #rotate(): void {
    this.#full.push(this.#filling);
    this.#filling = newBatch();
    const [oldest] = this.#full;
    if (oldest?.collected.deref() === undefined) this.#readSurvivors(oldest);
    else if (this.#full.length <= maxBatches) return;
    this.#full.shift();
  }

  #readSurvivors(batch: Batch | undefined): void {
    for (const reference of batch?.holders ?? []) {
      const holder = reference.deref();
      if (!holder?.trace) continue;
      if (this.#budget.begin('leading')) {
        placesIn(holder);
        this.#budget.end();
      } else forgetTrace(holder);
    }
  }
}

function newBatch(): Batch {
  return { holders: [], collected: new WeakRef({}) };
}
