// What of its limits a client has left, as providers tell it in headers of every answer.
// OpenAI: https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers (Groq, Azure, Mistral and others
// spell theirs alike); Anthropic: https://docs.anthropic.com/en/api/rate-limits#response-headers; the bare and the
// unprefixed names: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers (early drafts).
import type { Milliseconds } from '../../base/units';
import type { RateLimit } from '../../model/rateLimit';
import { numberOf } from '../json';
import type { Headers } from './headers';

type Field = 'limit' | 'remaining' | 'reset';

/** `x-ratelimit-remaining-tokens`, `x-ratelimit-limit-req-minute`, `ratelimit-reset`. */
const fieldFirst = /^(?:x-)?ratelimit-(?<field>limit|remaining|reset)(?:-(?<of>[a-z-]+))?$/;
/** `anthropic-ratelimit-input-tokens-remaining`. */
const fieldLast = /^anthropic-ratelimit-(?<of>[a-z-]+)-(?<field>limit|remaining|reset)$/;

const ours: Readonly<Record<string, string>> = {
  req: 'requests',
  'input-tokens': 'inputTokens',
  'output-tokens': 'outputTokens',
};

/** More limits than this no provider has; a server that sends more is not listened to. */
const MOST_LIMITS = 12;

/** @returns the limits that say how much is left of them, in the order of their headers */
export function readRateLimits(headers: Headers): readonly RateLimit[] {
  const limits = new Map<string, Partial<Record<Field, string>>>();
  for (const [name, value] of Object.entries(headers)) {
    const { of = 'requests', field } = (fieldFirst.exec(name) ?? fieldLast.exec(name))?.groups ?? {};
    if (field === undefined) continue;
    const counted = of.replace(/-(?:second|minute|hour|day|month)$/, '');
    const key = ours[counted] ?? counted;
    limits.set(key, { ...limits.get(key), [field]: value });
  }
  return [...limits].slice(0, MOST_LIMITS).flatMap(([of, told]) => toRateLimit(of, told, headers.date) ?? []);
}

/** Negative counts, and a limit of 0, stand for "not known" with some servers. */
function toRateLimit(
  of: string,
  told: Partial<Record<Field, string>>,
  date: string | undefined,
): RateLimit | undefined {
  const [limit, remaining] = [numberOf(told.limit) ?? 0, numberOf(told.remaining) ?? -1];
  if (remaining < 0 || (limit <= 0 && told.limit !== undefined)) return undefined;
  return { of, limit: limit > 0 ? limit : undefined, remaining, resetMs: resetOf(told.reset, date) };
}

const unitLengths: Readonly<Record<string, Milliseconds>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const duration = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/;
/** A number this large is a moment, in seconds or in milliseconds since 1970. */
const [EPOCH_SECONDS, EPOCH_MILLISECONDS] = [1e9, 1e12];

/** A duration (`6m0s`, `12ms`), a number of seconds, or a moment, which counts from the answer's own `date`. */
function resetOf(text: string | undefined, date: string | undefined): Milliseconds | undefined {
  if (text === undefined) return undefined;
  if (duration.test(text)) {
    const parts = [...text.matchAll(/([\d.]+)([a-z]+)/g)];
    return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (unitLengths[unit] ?? 0), 0);
  }
  const seconds = numberOf(text);
  if (seconds !== undefined && seconds < EPOCH_SECONDS) return Math.max(0, seconds * 1000);
  const moment = seconds === undefined ? Date.parse(text) : momentOf(seconds);
  const wait = moment - Date.parse(date ?? '');
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

function momentOf(number: number): number {
  return number < EPOCH_MILLISECONDS ? number * 1000 : number;
}
