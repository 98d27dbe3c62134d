import { formatNumberOf } from '../base/format';
import { sumLengths } from '../base/intervals';
import type { Milliseconds } from '../base/units';
import type { Call } from '../model/call';
import type { Measures } from './callFacts';
import { attemptEnd } from './callTimes';
import { findAskedWait, findRateLimited } from './rateLimited';

/** Time of a call in which nobody worked on it: waits between its attempts, and what rate limits cost it in all. */
export const waits: Measures<'backoff' | 'retryAfter' | 'rateLimited'> = {
  backoff: ({ call }) => ({ value: findWaits(call).reduce((sum, { start, end }) => sum + end - start, 0) }),
  retryAfter: ({ call }) => ({
    value: findWaits(call).reduce((sum, { start, asked }) => sum + asked - start, 0),
  }),
  rateLimited: ({ call }) => {
    const limited = findRateLimited(call);
    if (limited.length === 0) return { value: 0 };
    return { value: sumLengths(limited), basis: formatNumberOf(limited.length, 'refused attempt') };
  },
};

/** A wait between two attempts. */
export interface Wait {
  readonly start: Milliseconds;
  /** Up to here the server had asked for it. */
  readonly asked: Milliseconds;
  readonly end: Milliseconds;
}

/** Of most calls: their first attempt is their last. */
const none: readonly Wait[] = [];

/** The waits between the attempts of a call, in order; attempts that overlap have none. */
export function findWaits({ attempts }: Call): readonly Wait[] {
  if (attempts.length < 2) return none;
  return attempts.slice(0, -1).map((attempt, index) => {
    const end = attempts[index + 1]?.timing.start ?? 0;
    const start = Math.min(attemptEnd(attempt, end), end);
    const asked = findAskedWait(attempt) ?? start;
    return { start, asked: Math.min(Math.max(asked, start), end), end };
  });
}
