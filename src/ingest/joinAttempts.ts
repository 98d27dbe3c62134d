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
/** The client is to send the same once more, to another address. */
const REDIRECT_STATUSES = new Set([307, 308]);
/** Longest time that a client takes to follow a redirect, with room. */
const LONGEST_REDIRECT_MS = 5_000;

/** Where an attempt was made: the line, and the stack that it was found on where that was not the request's own. */
export type PlaceOf = (attempt: Attempt) => {
  readonly site?: CallSiteId;
  readonly moment?: number;
};

/**
 * Groups attempts into calls: an attempt that repeats a failed one goes behind it. What makes two attempts one call is
 * the same process, address and body, and either the client's own count of retries or, without any count, the same
 * line of the program and a wait that fits. A framework that retries around a client has every count begin anew: there
 * one and the same moment of the program is asked for besides. A redirect is followed at once, by the same body to
 * another address. In doubt they stay apart.
 * @param attempts in the order they started
 * @param placeOf where an attempt was made, as far as it is known
 * @returns chains of attempts, each in the order they started, ordered by their first
 */
export function joinAttempts(attempts: readonly Attempt[], placeOf: PlaceOf): Attempt[][] {
  const chains: Attempt[][] = [];
  const open = new OpenChains();
  for (const attempt of attempts) {
    const isRetry = chooseRule(attempt);
    const chain =
      open.take(movedKey(attempt), (earlier) => followsRedirect(earlier, attempt, placeOf)) ??
      open.take(requestKey(attempt), (earlier) => isRetry(earlier, attempt, placeOf)) ??
      [];
    if (chain.length === 0) chains.push(chain);
    chain.push(attempt);
    if (isRedirected(attempt)) open.put(movedKey(attempt), chain);
    else if (hasFailed(attempt)) open.put(requestKey(attempt), chain);
  }
  return chains;
}

/** By what it is told that an attempt repeats another one. */
type Rule = (earlier: Attempt, later: Attempt, placeOf: PlaceOf) => boolean;

function chooseRule({ request }: Attempt): Rule {
  if (request.retryCount === undefined) return repeatsByItself;
  return request.retryCount === 0 ? repeatsAround : repeatsByCount;
}

/** Chains that another attempt may go on with, by what that must be equal in. */
class OpenChains {
  readonly #byKey = new Map<string, Attempt[][]>();

  put(key: string, chain: Attempt[]): void {
    const chains = this.#byKey.get(key) ?? [];
    chains.push(chain);
    if (chains.length > MAX_OPEN) chains.shift();
    this.#byKey.set(key, chains);
  }

  /** Takes out the latest chain whose last attempt fits. */
  take(key: string, fits: (last: Attempt) => boolean): Attempt[] | undefined {
    const chains = this.#byKey.get(key) ?? [];
    const index = chains.findLastIndex((chain) => fits(chain[chain.length - 1] as Attempt));
    return index < 0 ? undefined : chains.splice(index, 1)[0];
  }
}

/**
 * Equal for attempts that say the same to the same. Without a body hash nothing equals it but itself, unless the client
 * gave the call a name.
 */
const requestKey = memoiseByIdentity(({ endpoint, request, process, id }: Attempt): string => {
  const { invocationId, bodyHash = id } = request;
  const said = invocationId === undefined ? bodyHash : `call ${invocationId}`;
  return [process, endpoint.method, endpoint.scheme, endpoint.host, endpoint.path, said].join(' ');
});

/** Equal for attempts that say the same to whomever. */
const movedKey = memoiseByIdentity(({ endpoint, request, process, id }: Attempt): string =>
  ['moved', process, endpoint.method, request.bodyHash ?? id, request.retryCount].join(' '),
);

function isRedirected({ response }: Attempt): boolean {
  return REDIRECT_STATUSES.has(response?.status ?? 0);
}

/** A line that is not known speaks neither for nor against it: clients follow redirects by themselves. */
function followsRedirect(earlier: Attempt, later: Attempt, placeOf: PlaceOf): boolean {
  const wait = later.timing.start - (earlier.timing.headers ?? Number.POSITIVE_INFINITY);
  const { site } = placeOf(later);
  return wait >= 0 && wait <= LONGEST_REDIRECT_MS && (site === undefined || site === placeOf(earlier).site);
}

/** The client says itself which retry this is. It gives up attempts of its own, so any end but success will do. */
function repeatsByCount(earlier: Attempt, later: Attempt): boolean {
  const count = later.request.retryCount ?? 0;
  return (earlier.request.retryCount ?? 0) === count - 1 && hasFailed(earlier) && isBefore(earlier, later);
}

function repeatsByItself(earlier: Attempt, later: Attempt, placeOf: PlaceOf): boolean {
  const { site } = placeOf(later);
  return (
    earlier.request.retryCount === undefined &&
    site !== undefined &&
    placeOf(earlier).site === site &&
    isRepetition(earlier, later)
  );
}

/** A loop of the program's own comes by at another moment each time. */
function repeatsAround(earlier: Attempt, later: Attempt, placeOf: PlaceOf): boolean {
  const { moment } = placeOf(later);
  return moment !== undefined && placeOf(earlier).moment === moment && isRepetition(earlier, later);
}

function isRepetition(earlier: Attempt, later: Attempt): boolean {
  return (
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
