import { sumLengths, unionLength } from '../base/intervals';
import type { Milliseconds, Tokens } from '../base/units';
import { computeMetric } from '../metrics/callMetrics';
import { callInterval } from '../metrics/callTimes';
import { findMoments } from '../metrics/moments';
import { type Call, lastAttempt } from '../model/call';
import type { Outcome } from '../model/outcome';
import type { Run } from '../model/run';
import { computeConcurrency } from './concurrency';
import { findActivities } from './findActivities';
import { findRunSpan } from './findRunSpan';
import { findRateLimitCost, type RateLimitCost } from './rateLimits';
import { findThroughput, type Throughput } from './throughput';

/** Tokens as the servers reported them, over all attempts. */
export interface TokenTotals {
  readonly input: Tokens;
  /** Part of `input` that came from a cache. */
  readonly cached: Tokens;
  /** Reasoning included. */
  readonly output: Tokens;
  /** Calls without any report; their tokens are missing from the totals. */
  readonly callsWithoutReport: number;
}

/** What a run took as a whole. Times in ms. */
export interface RunSummary {
  /** From the first request to the end of the last call or other work, which is `now` while one goes on. */
  readonly wall: Milliseconds;
  /** Time with at least one call open, back-off included. */
  readonly llmBusy: Milliseconds;
  /** Lengths of all calls, added up. */
  readonly llmSum: Milliseconds;
  /** `llmSum / llmBusy`; 0 without calls. */
  readonly averageParallelism: number;
  readonly maxParallelism: number;
  readonly calls: number;
  readonly attempts: number;
  readonly retries: number;
  readonly backoff: Milliseconds;
  /** What rate limits cost, over all calls. */
  readonly rateLimits: RateLimitCost;
  readonly tokens: TokenTotals;
  /** Output per second of comparable calls; the model with the most tokens first. */
  readonly throughput: readonly Throughput[];
  /** Calls per outcome; only outcomes that occurred. */
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** From the run's first request to the first output of any call that a person or the program can act on. */
  readonly firstVisible?: Milliseconds;
  /** From the run's first request to the first text of an answer that asks for no tools: the final answer's. */
  readonly firstAnswer?: Milliseconds;
}

/**
 * Sums a run up.
 * @param now end of what goes on, ms on the run's clock
 */
export function buildRunSummary(run: Run, now: Milliseconds): RunSummary {
  const intervals = run.calls.map((call) => callInterval(call, now));
  const { start, end } = findRunSpan(findActivities(run, now));
  const llmBusy = unionLength(intervals);
  const llmSum = sumLengths(intervals);
  const attempts = run.calls.reduce((sum, call) => sum + call.attempts.length, 0);
  return {
    wall: end - start,
    llmBusy,
    llmSum,
    averageParallelism: llmBusy === 0 ? 0 : llmSum / llmBusy,
    maxParallelism: computeConcurrency(intervals).max,
    calls: run.calls.length,
    attempts,
    retries: attempts - run.calls.length,
    backoff: run.calls.reduce((sum, call) => sum + (computeMetric(call, 'backoff').value ?? 0), 0),
    rateLimits: findRateLimitCost(run.calls),
    tokens: sumTokens(run.calls),
    throughput: findThroughput(run),
    outcomes: countOutcomes(run.calls),
    ...findFirstOutputs(run.calls),
  };
}

/** Adds up what the servers reported for these calls. */
export function sumTokens(calls: readonly Call[]): TokenTotals {
  let [input, cached, output, callsWithoutReport] = [0, 0, 0, 0];
  for (const { attempts } of calls) {
    const usages = attempts.flatMap(({ response }) => response?.usage ?? []);
    if (usages.length === 0) callsWithoutReport += 1;
    for (const usage of usages) {
      input += usage.inputTokens ?? 0;
      cached += usage.cachedTokens;
      output += usage.outputTokens;
    }
  }
  return { input, cached, output, callsWithoutReport };
}

function countOutcomes(calls: readonly Call[]): Partial<Record<Outcome, number>> {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of calls) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

function findFirstOutputs(calls: readonly Call[]): Pick<RunSummary, 'firstVisible' | 'firstAnswer'> {
  const start = calls[0]?.attempts[0]?.timing.start ?? 0;
  const [visible, answer] = [
    findFirst(calls, 'firstVisible'),
    findFirst(calls.filter(isAnswer), 'firstText'),
  ];
  return {
    firstVisible: visible === undefined ? undefined : visible - start,
    firstAnswer: answer === undefined ? undefined : answer - start,
  };
}

/** A finished answer that asks for no tools: nothing of the program has to follow it. */
function isAnswer(call: Call): boolean {
  return call.outcome === 'complete' && lastAttempt(call).response?.toolCalls.length === 0;
}

/** The first of the moments of some answers; undefined when none has reached it. */
function findFirst(calls: readonly Call[], name: 'firstVisible' | 'firstText'): Milliseconds | undefined {
  let first: Milliseconds | undefined;
  for (const call of calls) {
    const moment = findMoments(lastAttempt(call))[name];
    if (moment !== undefined && (first === undefined || moment < first)) first = moment;
  }
  return first;
}
