import { performance } from 'node:perf_hooks';

/**
 * Milliseconds of the machine's monotonic clock, with fractions. Processes of one machine share its zero, so a
 * moment stamped here can be compared with one stamped in the program under test.
 */
export function monotonicNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** What to add to a moment of `monotonicNow` to get milliseconds since 1970. */
export function epochOffset(): number {
  return performance.timeOrigin + performance.now() - monotonicNow();
}

/** Timers fire up to this much late, so the last stretch before a moment is spun through. */
const timerSlackMs = 1.5;

/**
 * Resolves at a moment of `monotonicNow`, a few microseconds late on an idle machine; soon when the moment is past or
 * `signal` aborts. Sleeping until moments instead of for durations keeps a long stream free of drift.
 */
export function sleepUntil(at: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const spin = () => {
      if (signal.aborted || monotonicNow() >= at) finish();
      else setImmediate(spin);
    };
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    signal.addEventListener('abort', finish, { once: true });
    // The shortest timer takes a millisecond. One turn of the event loop is taken in any case: it flushes what was
    // written before.
    const restMs = at - monotonicNow() - timerSlackMs;
    if (restMs < 1) setImmediate(spin);
    else timer = setTimeout(spin, restMs);
  });
}
