/** Milliseconds after the last change at which what outlives the page is kept. */
const KEEP_DELAY = 200;

/** Keeps what outlives the page once it has come to rest. */
export class PageKeeper {
  private timer: number | undefined;

  constructor(private readonly keep: () => void) {}

  /** To be called with each change. */
  changed(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(this.keep, KEEP_DELAY);
  }
}
