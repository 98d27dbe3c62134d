import type { EpochMilliseconds, Milliseconds } from '../base/units';

/** Wall clocks are read with jitter and get adjusted; a difference below this says nothing about the machine. */
const SAME_CLOCK_MS = 100;

/**
 * Puts the processes of a run on one clock. They share the machine's monotonic clock, so the first process ties it to
 * the wall clock for all; a process whose tie differs by more than jitter has a clock of its own.
 */
export class RunClock {
  private shared: number | undefined;

  /** @param startedAtEpoch zero of the run's clock */
  constructor(private readonly startedAtEpoch: EpochMilliseconds) {}

  /**
   * What to add to a process's own times to have them on the run's clock.
   * @param monotonic a moment on the process's clock
   * @param epoch the same moment on the wall clock; undefined when that was lost. The process is then taken to share
   * the clock of the others, or, when there is none, to have begun with the run.
   */
  offsetOf(monotonic: number, epoch: EpochMilliseconds | undefined): Milliseconds {
    if (epoch === undefined) return (this.shared ?? this.startedAtEpoch - monotonic) - this.startedAtEpoch;
    const own = epoch - monotonic;
    this.shared ??= own;
    const tie = Math.abs(own - this.shared) < SAME_CLOCK_MS ? this.shared : own;
    return tie - this.startedAtEpoch;
  }
}

/** Whole microseconds: finer than any stamp, and free of the digits that adding offsets leaves behind. */
export function toMicrosecond(time: Milliseconds): Milliseconds {
  return Math.round(time * 1000) / 1000;
}
