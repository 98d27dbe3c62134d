import { cpuTime, type LoopState, readLoop } from '../builtins';
import { now } from '../clock';

/** A stretch that hides when bytes came: what is stamped in it may have come at any time in it. */
export class Block {
  /** It turned out later that nothing had been waiting: the stamps are right. */
  isRefuted = false;
  /** The last moment at which bytes that it held up were met. */
  until: number;
  /** CPU time that was spent in it, in ms: of the thread, of the whole process before Node 22.19. */
  cpu = 0;

  /** @param cpuBefore CPU time that had been spent when it began */
  constructor(
    readonly since: number,
    private readonly cpuBefore: number,
    /** Whether it is one only if its poll found events waiting, which is counted after those were handled. */
    readonly isDoubtful: boolean,
  ) {
    this.until = since;
  }

  /** @param cpu CPU time that has been spent until `t` */
  reach(t: number, cpu: number): void {
    this.until = t;
    this.cpu = cpu - this.cpuBefore;
  }
}

/** What is shorter goes by unnoticed: reading a chunk and handing it over can take as long. */
const shortestBlockMs = 2;
/**
 * CPU time is read at most once in so long, since reading it costs more than everything else here; where a reading is
 * slow, as on machines that are busy, so rarely that readings take about a hundredth of the time.
 */
const cpuSampleMs = { least: 1, most: 5, perReading: 100 } as const;
/** Where the loop's polls aren't counted, looks within so long without rest are taken to follow the same one. */
const samePollMs = 1;
/** What comes within so long of a look came with what that one saw. */
const sameLookMs = 0.05;

/**
 * Tells how sure the moment of an arrival is. What comes while the event loop is busy is found by its next poll; it came
 * some time between the poll before and that one. No timer and no hook is needed to see this: each look compares the
 * loop's own counters with those of the look before.
 */
export class LoopWatch {
  /** The first look after the newest poll that was followed by one. */
  #t = 0;
  #state: LoopState = { idle: 0 };
  #lookedAt = Number.NEGATIVE_INFINITY;
  #block: Block | undefined;
  #nextSampleAt = 0;
  #cpuSample = { t: Number.NEGATIVE_INFINITY, used: 0 };

  /**
   * To be called when bytes arrive, and when something begins before which none can have come.
   * @param t now, by the probe's clock
   * @returns undefined when what arrives now came now
   */
  look(t: number): Block | undefined {
    if (t >= this.#lookedAt && t - this.#lookedAt < sameLookMs) return this.#block;
    this.#lookedAt = t;
    const state = readLoop();
    if (!state || t < this.#t) return undefined;
    const known = this.#block;
    if (!this.#isSamePoll(t, state)) this.#enter(t, state);
    // What one poll found is handled one after the other, and the program may take its time over each.
    else if (t - this.#t >= shortestBlockMs) this.#block ??= new Block(this.#t, this.#cpuSample.used, false);
    if (this.#block && this.#block !== known) this.#nextSampleAt = t;
    const spent = this.#spentUntil(t);
    this.#block?.reach(t, spent);
    return this.#block;
  }

  #isSamePoll(t: number, { idle, polls }: LoopState): boolean {
    if (polls !== undefined) return polls === this.#state.polls;
    return idle === this.#state.idle && t - this.#t < samePollMs;
  }

  #enter(t: number, state: LoopState): void {
    const before = this.#state;
    if (this.#block?.isDoubtful && state.waiting === before.waiting) this.#block.isRefuted = true;
    this.#block = this.#findBlock(t, state);
    this.#t = t;
    this.#state = state;
  }

  #spentUntil(t: number): number {
    if (t >= this.#nextSampleAt) {
      const begun = now();
      this.#cpuSample = { t, used: cpuTime() };
      const { least, most, perReading } = cpuSampleMs;
      this.#nextSampleAt = t + Math.min(most, Math.max(least, (now() - begun) * perReading));
    }
    return this.#cpuSample.used;
  }

  #findBlock(t: number, { idle, polls }: LoopState): Block | undefined {
    const before = this.#state;
    const rested = idle - before.idle;
    const busy = t - this.#t - rested;
    const isNextPoll = polls !== undefined && polls - (before.polls ?? 0) === 1;
    // The only poll in between had to wait: what it found came at that moment, however busy the loop was before.
    if (busy < shortestBlockMs || (isNextPoll && rested > 0)) return undefined;
    return new Block(t - busy, this.#cpuSample.used, !isNextPoll && polls !== undefined);
  }
}

/** A thread has one event loop. */
export const loopWatch = new LoopWatch();
