import { hrtime, monotonicNow, timeOrigin, wallClockNow } from './builtins';

const clockDriftLimitMs = 2;

/** From `performance.now()`, which starts anew in every process and thread, to the clock the machine shares. */
const offset = Math.max(...Array.from({ length: 5 }, readOffset));

/** Milliseconds of the machine's monotonic clock, with fractions. Costs about 50 ns. */
export function now(): number {
  return offset + monotonicNow();
}

/** A moment of this thread's `performance.now()` as one of the machine's clock. */
export function toMachineClock(time: number): number {
  return offset + time;
}

/** Wall clock in ms since 1970, with fractions unless the clock was set since the process began. */
export function epochNow(): number {
  const fine = timeOrigin + monotonicNow();
  const coarse = wallClockNow();
  return Math.abs(fine - coarse) <= clockDriftLimitMs ? fine : coarse;
}

/** Too small by what the machine did between the two readings: the greatest of several is the best. */
function readOffset(): number {
  return hrtimeMs() - monotonicNow();
}

function hrtimeMs(): number {
  const [seconds, nanoseconds] = hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
