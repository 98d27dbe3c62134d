import type { Interval } from '../base/intervals';
import type { Milliseconds } from '../base/units';
import type { Attempt } from '../model/attempt';
import type { Call } from '../model/call';
import { attemptEnd } from './callTimes';

/** How providers name the error of a client that asked for too much; status 429 says the same without words. */
const limitedTypes = /rate.?limit|throttl|resource.?exhausted|too.?many.?requests|quota/i;

/** Whether an attempt was refused because of a rate limit. An overloaded server is another thing. */
export function isRateLimited({ response, failure, outcome }: Attempt): boolean {
  if (outcome !== 'error') return false;
  return response?.status === 429 || limitedTypes.test(failure?.type ?? '');
}

/** What rate limits cost a call: each refused attempt and the wait after it, in order. */
export function findRateLimited({ attempts }: Call): Interval[] {
  return attempts.flatMap((attempt, index) => {
    if (!isRateLimited(attempt)) return [];
    const { start } = attempt.timing;
    return [{ start, end: attempts[index + 1]?.timing.start ?? attemptEnd(attempt, start) }];
  });
}

/**
 * Up to when the wait after an attempt is the server's own wish: clients count `retry-after` from the headers that it
 * came in. Undefined when it wished for nothing.
 */
export function findAskedWait({ timing, response }: Attempt): Milliseconds | undefined {
  const asked = response?.retryAfterMs;
  return asked === undefined || timing.headers === undefined ? undefined : timing.headers + asked;
}
