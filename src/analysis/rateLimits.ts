import { formatCount, formatDuration, formatNumberOf, formatPercent } from '../base/format';
import { sumLengths } from '../base/intervals';
import type { Milliseconds } from '../base/units';
import { findRateLimited, isRateLimited } from '../metrics/rateLimited';
import { findWaits, type Wait } from '../metrics/waits';
import type { Attempt } from '../model/attempt';
import { type Call, lastAttempt } from '../model/call';
import type { RateLimit } from '../model/rateLimit';

/** What rate limits cost some calls. */
export interface RateLimitCost {
  /** Calls of which an attempt was refused. */
  readonly calls: number;
  /** Refused attempts. */
  readonly refusals: number;
  /** Time of those attempts and of the waits after them, over all calls. */
  readonly time: Milliseconds;
  /** Part of it that servers had asked for by `retry-after`. */
  readonly asked: Milliseconds;
}

/** A limit of which little was left, and the most that was ever allowed of it. */
export type LowHeadroom = RateLimit & Required<Pick<RateLimit, 'limit' | 'remaining'>>;

/** Less than this share of a limit is worth a word: a few more calls at a time, and it is reached. */
const LOW_SHARE = 0.1;

export function findRateLimitCost(calls: readonly Call[]): RateLimitCost {
  const limited = calls.filter(({ attempts }) => attempts.some(isRateLimited));
  const refusals = limited.flatMap(findRateLimited);
  const waits = limited.flatMap(findWaitsOfRefusals);
  return {
    calls: limited.length,
    refusals: refusals.length,
    time: sumLengths(refusals),
    asked: waits.reduce((sum, { start, asked }) => sum + asked - start, 0),
  };
}

function findWaitsOfRefusals(call: Call): Wait[] {
  return findWaits(call).filter((_, index) => isRateLimited(call.attempts[index] as Attempt));
}

/** The least that was left of a limit after any of these calls, if that is little. */
export function findLowHeadroom(calls: readonly Call[]): LowHeadroom | undefined {
  const told = calls.flatMap((call) => lastAttempt(call).response?.rateLimits ?? []);
  const known = told.filter((limit): limit is LowHeadroom => isLow(limit));
  return known.reduce<LowHeadroom | undefined>(
    (least, limit) => (least && shareOf(least) <= shareOf(limit) ? least : limit),
    undefined,
  );
}

/** Both in sentences; none where no limit was met or near. */
export function describeRateLimits(calls: readonly Call[]): string[] {
  const cost = findRateLimitCost(calls);
  return [...(cost.calls > 0 ? [describeCost(cost, calls.length)] : []), ...describeLowHeadroom(calls)];
}

/** In a sentence how little was left of a limit; none where no limit is near. */
export function describeLowHeadroom(calls: readonly Call[]): string[] {
  const low = findLowHeadroom(calls);
  return low ? [describeHeadroom(low)] : [];
}

function describeCost({ calls, time, asked }: RateLimitCost, all: number): string {
  const where = all === 1 ? '' : ` in ${calls} of ${formatNumberOf(all, 'call')}`;
  const wish = asked > 0 ? `, ${formatDuration(asked)} of it by retry-after` : '';
  return `Rate limits, not the model, took ${formatDuration(time)}${where}${wish}.`;
}

function describeHeadroom(limit: LowHeadroom): string {
  const reset = limit.resetMs === undefined ? '' : `, to be whole again in ${formatDuration(limit.resetMs)}`;
  return `Little headroom: ${describeLimit(limit)} left${reset}.`;
}

const words: Readonly<Record<string, string>> = {
  inputTokens: 'input tokens',
  outputTokens: 'output tokens',
};

/** `1 200 of 40 000 tokens (3 %)`, `120 tokens`. */
export function describeLimit({ of, limit, remaining = 0 }: RateLimit): string {
  const counted = words[of] ?? of;
  if (limit === undefined) return `${formatCount(remaining)} ${counted}`;
  return `${formatCount(remaining)} of ${formatCount(limit)} ${counted} (${formatPercent(remaining / limit)})`;
}

function isLow({ limit, remaining }: RateLimit): boolean {
  return limit !== undefined && remaining !== undefined && remaining < LOW_SHARE * limit;
}

function shareOf({ limit, remaining }: LowHeadroom): number {
  return remaining / limit;
}
