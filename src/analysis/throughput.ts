import { formatCount, formatDuration, formatNumberOf } from '../base/format';
import { type Interval, unionLength, wallOf } from '../base/intervals';
import type { Milliseconds, Tokens } from '../base/units';
import { attemptEnd } from '../metrics/callTimes';
import { whyNotCounted } from '../metrics/counted';
import { findMoments } from '../metrics/moments';
import { type Call, lastAttempt } from '../model/call';
import type { Pause, Run } from '../model/run';
import { type CallTraits, groupByTraits, traitsOf } from './callGroup';
import { computeConcurrency } from './concurrency';

/** Output tokens per second of comparable calls together, with what that was measured under. */
export interface Throughput extends CallTraits {
  /** Over the time in which at least one of them was open: idle time of the program is not the model's. */
  readonly busy: number;
  /** Over the time from the first start to the last end. */
  readonly wall: number;
  /** Output tokens, reasoning included, as the server reported them. */
  readonly tokens: Tokens;
  /** Calls behind it. */
  readonly calls: number;
  /** Calls of the same model that failed, were cut or paused, or are in flight. */
  readonly notCounted: number;
  /** Calls that ended well and whose server reported no tokens. */
  readonly callsWithoutReport: number;
  readonly busyTime: Milliseconds;
  /** Most of these calls that were open at a time. */
  readonly maxParallelism: number;
}

/** Throughput of each model, streamed or not, the one with the most tokens first; those without any are left out. */
export function findThroughput({ calls, pauses }: Pick<Run, 'calls' | 'pauses'>): readonly Throughput[] {
  const found = groupByTraits(calls).flatMap((group) => measureGroup(group, pauses) ?? []);
  return found.sort((a, b) => b.tokens - a.tokens);
}

function measureGroup(group: readonly Call[], pauses: readonly Pause[]): Throughput | undefined {
  const counted = group.filter((call) => whyNotCounted(call, pauses) === undefined);
  const reported = counted.filter((call) => lastAttempt(call).response?.usage);
  const intervals = reported.map(answerInterval);
  const tokens = reported.reduce((sum, call) => sum + tokensOf(call), 0);
  const busyTime = unionLength(intervals);
  if (tokens === 0 || busyTime === 0) return undefined;
  return {
    ...traitsOf(group[0] as Call),
    busy: (1000 * tokens) / busyTime,
    wall: (1000 * tokens) / wallOf(intervals),
    tokens,
    calls: reported.length,
    notCounted: group.length - counted.length,
    callsWithoutReport: counted.length - reported.length,
    busyTime,
    maxParallelism: computeConcurrency(intervals).max,
  };
}

/** Of the attempt that answered: what came before it made no tokens. */
function answerInterval(call: Call): Interval {
  const attempt = lastAttempt(call);
  const { start, end = attemptEnd(attempt, 0) } = findMoments(attempt);
  return { start, end };
}

function tokensOf(call: Call): Tokens {
  return lastAttempt(call).response?.usage?.outputTokens ?? 0;
}

/**
 * What a throughput was measured under, in sentences: `868 output tokens of 7 calls to gpt-5.4, streamed, in 8.25 s with at
 * least one of them open, up to 2 at a time. 1 call is not counted.`
 */
export function describeThroughput(found: Throughput): string {
  const { model = 'an unknown model', streamed, tokens, calls, busyTime, maxParallelism } = found;
  const how = streamed ? 'streamed' : 'not streamed';
  const together = maxParallelism > 1 ? `, up to ${maxParallelism} at a time` : '';
  return [
    `${formatCount(tokens)} output tokens of ${formatNumberOf(calls, 'call')} to ${model}, ${how}, in ${formatDuration(busyTime)} with at least one of them open${together}.`,
    ...describeLeftOut(found.notCounted, 'not counted'),
    ...describeLeftOut(found.callsWithoutReport, 'without token counts'),
  ].join(' ');
}

function describeLeftOut(calls: number, why: string): string[] {
  return calls === 0 ? [] : [`${formatNumberOf(calls, 'call')} ${why}.`];
}
