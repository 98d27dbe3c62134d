import type { TimelineHeader } from '../src/protocol/timelineMessages';

/**
 * The run's clock between two messages of the host: it runs on by itself while the run is live, so that calls in
 * flight grow without anybody sending anything.
 */
export class RunClock {
  private known = 0;
  private heardAt = 0;
  private live = false;

  /** @param heardAt when the header came, on the page's own clock in ms */
  set(header: TimelineHeader, heardAt: number): void {
    this.known = header.now;
    this.heardAt = heardAt;
    this.live = header.live;
  }

  /** The run's time at a moment of the page's clock. */
  now(pageTime: number): number {
    return this.live ? this.known + Math.max(pageTime - this.heardAt, 0) : this.known;
  }
}
