import type { Interval } from '../base/intervals';
import type { Milliseconds } from '../base/units';
import type { Attempt } from '../model/attempt';
import { type Call, firstAttempt, lastAttempt } from '../model/call';

/** When an attempt was over; `now` while it is in flight; its last sign of life when nothing said that it ended. */
export function attemptEnd(attempt: Attempt, now: Milliseconds): Milliseconds {
  const { close, start } = attempt.timing;
  if (close !== undefined) return Math.max(start, close);
  return attempt.outcome === 'inFlight' ? Math.max(start, now) : lastSignOfLife(attempt);
}

function lastSignOfLife({ timing, reads, events }: Attempt): Milliseconds {
  const last = [timing.assigned, timing.sent, timing.headers, reads.at(-1)?.at, events.at(-1)?.at];
  return Math.max(timing.start, ...last.filter((moment) => moment !== undefined));
}

/** From the start of the first attempt to the end of the last, back-off included. */
export function callInterval(call: Call, now: Milliseconds): Interval {
  return { start: firstAttempt(call).timing.start, end: attemptEnd(lastAttempt(call), now) };
}

/** Model that answered, else the one that was asked for. */
export function modelOf(attempt: Attempt): string | undefined {
  return attempt.response?.model ?? attempt.request.model;
}
