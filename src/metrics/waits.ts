import { formatNumberOf } from '../base/format';
import { sumLengths } from '../base/intervals';
import type { Milliseconds } from '../base/units';
import type { Call } from '../model/call';
import type { CallMetrics } from './callMetrics';
import { attemptEnd } from './callTimes';
import { findAskedWait, findRateLimited } from './rateLimited';

/** Time of a call in which nobody worked on it: waits between its attempts, and what rate limits cost it in all. */
export function measureWaits(call: Call): Pick<CallMetrics, 'backoff' | 'retryAfter' | 'rateLimited'> {
  const waits = findWaits(call);
  const limited = findRateLimited(call);
  return {
    backoff: { value: waits.reduce((sum, { start, end }) => sum + end - start, 0) },
    retryAfter: { value: waits.reduce((sum, { start, asked }) => sum + asked - start, 0) },
    rateLimited: {
      value: sumLengths(limited),
      ...(limited.length > 0 && { basis: `${formatNumberOf(limited.length, 'refused attempt')}` }),
    },
  };
}

/** A wait between two attempts. */
export interface Wait {
  readonly start: Milliseconds;
  /** Up to here the server had asked for it. */
  readonly asked: Milliseconds;
  readonly end: Milliseconds;
}

/** The waits between the attempts of a call, in order; attempts that overlap have none. */
export function findWaits({ attempts }: Call): Wait[] {
  return attempts.slice(0, -1).map((attempt, index) => {
    const end = attempts[index + 1]?.timing.start ?? 0;
    const start = Math.min(attemptEnd(attempt, end), end);
    const asked = findAskedWait(attempt) ?? start;
    return { start, asked: Math.min(Math.max(asked, start), end), end };
  });
}
