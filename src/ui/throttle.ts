import type { Disposable } from '../base/disposable';

/** Runs something at once, and then at most once in each interval for as long as it is asked to; never loses the last. */
export class Throttle implements Disposable {
  private timer: NodeJS.Timeout | undefined;
  private asked = false;
  private disposed = false;

  /** @param interval shortest time between two runs, in ms; asked for whenever one begins, where it may change */
  constructor(
    private readonly interval: number | (() => number),
    private readonly run: () => void,
  ) {}

  ask(): void {
    this.asked = !this.disposed;
    if (this.timer === undefined) this.fire();
  }

  dispose(): void {
    this.disposed = true;
    this.asked = false;
    clearTimeout(this.timer);
  }

  private fire(): void {
    this.timer = undefined;
    if (!this.asked) return;
    this.asked = false;
    const interval = typeof this.interval === 'number' ? this.interval : this.interval();
    this.timer = setTimeout(() => this.fire(), interval);
    this.run();
  }
}
