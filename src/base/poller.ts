import { setTimeout as delay } from 'node:timers/promises';

/** Repeats a piece of work with a rest in between; never two at once. */
export class Poller {
  private readonly stopped = new AbortController();
  private readonly done: Promise<void>;

  /**
   * @param work must not throw
   * @param restMs between the end of one piece of work and the start of the next
   */
  constructor(
    private readonly work: () => Promise<void>,
    private readonly restMs: number,
  ) {
    this.done = this.run();
  }

  /** Stops; resolves when the piece of work that is under way has ended. */
  stop(): Promise<void> {
    this.stopped.abort();
    return this.done;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      await this.work();
      await delay(this.restMs, undefined, { signal }).catch(() => {});
    }
  }
}
