import type { Interval } from '../base/intervals';
import { modelOf } from '../metrics/callTimes';
import { isStream } from '../metrics/moments';
import { type Call, lastAttempt } from '../model/call';
import type { Usage } from '../model/usage';
import { type Concurrency, findConcurrency, type OpenCounts } from './concurrency';

/** Least and most of a count. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** What figures of calls were measured under; two figures compare only when these do. */
export interface Conditions {
  readonly models: readonly string[];
  readonly hosts: readonly string[];
  readonly streamed: 'all' | 'some' | 'none';
  /** Prompt tokens, cached ones included. Absent = never reported. */
  readonly inputTokens?: Range;
  readonly cachedTokens?: Range;
  readonly outputTokens?: Range;
  /** Calls of the whole run in flight while these calls were. */
  readonly concurrency: Concurrency;
}

/**
 * Collects the conditions of calls.
 * @param intervals of these calls
 * @param open of all calls of their run
 */
export function collectConditions(
  calls: readonly Call[],
  intervals: readonly Interval[],
  open: OpenCounts,
): Conditions {
  const attempts = calls.map(lastAttempt);
  const usages = attempts.flatMap(({ response }) => response?.usage ?? []);
  const streams = attempts.filter(isStream).length;
  return {
    models: distinct(attempts.map(modelOf)),
    hosts: distinct(attempts.map(({ endpoint }) => endpoint.host)),
    streamed: streams === 0 ? 'none' : streams === attempts.length ? 'all' : 'some',
    inputTokens: rangeOf(usages, 'inputTokens'),
    cachedTokens: rangeOf(usages, 'cachedTokens'),
    outputTokens: rangeOf(usages, 'outputTokens'),
    concurrency: findConcurrency(open, intervals),
  };
}

function distinct(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names.filter((name) => name !== undefined))];
}

function rangeOf(
  usages: readonly Usage[],
  field: 'inputTokens' | 'cachedTokens' | 'outputTokens',
): Range | undefined {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const usage of usages) {
    const count = usage[field];
    if (count === null) continue;
    min = Math.min(min, count);
    max = Math.max(max, count);
  }
  return min > max ? undefined : { min, max };
}
