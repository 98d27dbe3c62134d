import { memoiseByIdentity } from '../base/memoise';
import type { CallSiteId, Milliseconds } from '../base/units';
import type { Attempt } from '../model/attempt';

/** Longest wait before a retry, when the server named none, that common clients allow themselves, with room. */
const LONGEST_BACKOFF_MS = 30_000;
/** How much later than the server's own wish a retry may come. */
const RETRY_AFTER_SLACK_MS = 10_000;
/** Of equal requests that failed, only so many of the latest are looked at. */
const MAX_OPEN = 100;
const RETRIED_STATUSES = new Set([408, 409, 429]);

/**
 * Groups attempts into calls: an attempt that repeats a failed one goes behind it. What makes two attempts one call is
 * the same process, address and body, and either the client's own count of retries or, without any count, the same
 * line of the program and a wait that fits. In doubt they stay apart.
 * @param attempts in the order they started
 * @param siteOf the line that made an attempt, when it is known
 * @returns chains of attempts, each in the order they started, ordered by their first
 */
export function joinAttempts(
  attempts: readonly Attempt[],
  siteOf: (attempt: Attempt) => CallSiteId | undefined,
): Attempt[][] {
  const chains: Attempt[][] = [];
  const openByRequest = new Map<string, Attempt[][]>();
  for (const attempt of attempts) {
    const key = requestKey(attempt);
    const open = openByRequest.get(key) ?? [];
    const isRetry = attempt.request.retryCount === undefined ? repeatsByItself : repeatsByCount;
    const index = open.findLastIndex((chain) => isRetry(chain[chain.length - 1] as Attempt, attempt, siteOf));
    const chain = open[index] ?? [];
    if (index < 0) chains.push(chain);
    else open.splice(index, 1);
    chain.push(attempt);
    if (hasFailed(attempt)) open.push(chain);
    if (open.length > MAX_OPEN) open.shift();
    openByRequest.set(key, open);
  }
  return chains;
}

/** Equal for attempts that say the same to the same. Without a body hash nothing equals it but itself. */
const requestKey = memoiseByIdentity(({ endpoint, request, process, id }: Attempt): string =>
  [process, endpoint.method, endpoint.scheme, endpoint.host, endpoint.path, request.bodyHash ?? id].join(' '),
);

/** The client says itself which retry this is. It gives up attempts of its own, so any end but success will do. */
function repeatsByCount(earlier: Attempt, later: Attempt): boolean {
  const count = later.request.retryCount ?? 0;
  return (
    count > 0 &&
    (earlier.request.retryCount ?? 0) === count - 1 &&
    hasFailed(earlier) &&
    isBefore(earlier, later)
  );
}

function repeatsByItself(
  earlier: Attempt,
  later: Attempt,
  siteOf: (attempt: Attempt) => CallSiteId | undefined,
): boolean {
  const site = siteOf(later);
  return (
    earlier.request.retryCount === undefined &&
    site !== undefined &&
    siteOf(earlier) === site &&
    isWorthRetrying(earlier) &&
    isBefore(earlier, later) &&
    later.timing.start - endOf(earlier) <= longestWait(earlier)
  );
}

function hasFailed(attempt: Attempt): boolean {
  return (attempt.response?.status ?? 0) >= 400 || !['complete', 'inFlight'].includes(attempt.outcome);
}

function isWorthRetrying(attempt: Attempt): boolean {
  const status = attempt.response?.status;
  if (status === undefined) return attempt.outcome === 'error';
  return RETRIED_STATUSES.has(status) || status >= 500;
}

/** A client may begin anew before the refused answer's last byte is in. */
function isBefore(earlier: Attempt, later: Attempt): boolean {
  return endOf(earlier) <= later.timing.start;
}

function endOf({ timing, response }: Attempt): Milliseconds {
  const refusedAt = (response?.status ?? 0) >= 400 ? timing.headers : undefined;
  return refusedAt ?? timing.close ?? Number.POSITIVE_INFINITY;
}

function longestWait(attempt: Attempt): Milliseconds {
  const asked = attempt.response?.retryAfterMs;
  return asked === undefined ? LONGEST_BACKOFF_MS : asked + RETRY_AFTER_SLACK_MS;
}
