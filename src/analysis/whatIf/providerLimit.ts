import { memoiseByIdentity } from '../../base/memoise';
import { callInterval } from '../../metrics/callTimes';
import { isRateLimited } from '../../metrics/rateLimited';
import type { Call } from '../../model/call';
import { computeConcurrency } from '../concurrency';

/** So many requests at a time are taken for granted, unless the provider refused some of the run's. */
const TAKEN_FOR_GRANTED = 4;

/** The most calls that a run had open at a time. */
export const mostTogether: (calls: readonly Call[]) => number = memoiseByIdentity(
  (calls) =>
    computeConcurrency(calls.map((call) => callInterval(call, call.attempts.at(-1)?.timing.start ?? 0))).max,
);

/** How many requests at a time a provider surely takes: what the run had, and four where it refused none. */
export const limitOf: (calls: readonly Call[]) => number = memoiseByIdentity((calls) => {
  const isLimited = calls.some(({ attempts }) => attempts.some(isRateLimited));
  return Math.max(1, mostTogether(calls), isLimited ? 1 : TAKEN_FOR_GRANTED);
});
