import { groupBy } from '../base/groupBy';
import { computeMetrics } from '../metrics/callMetrics';
import { modelOf } from '../metrics/callTimes';
import { findDecodeSpan } from '../metrics/decodeSpan';
import type { MetricName } from '../metrics/metric';
import { isStream } from '../metrics/moments';
import { type Distribution, summarise } from '../metrics/percentile';
import { type Call, lastAttempt } from '../model/call';

/** Metrics whose distribution over calls is summarised. Rates are not: the mean of ratios is no ratio of means. */
const summarised = ['ttft', 'ttftFelt', 'ttfvt', 'thinking', 'tpot', 'generation', 'e2e', 'felt'] as const;
export type SummarisedMetric = Extract<MetricName, (typeof summarised)[number]>;

/** What calls must share to be compared. */
export interface CallTraits {
  readonly model?: string;
  readonly streamed: boolean;
}

/** Calls of one place that may be compared: same model, all streamed or none. Only calls that count. */
export interface CallGroup extends CallTraits {
  readonly calls: readonly Call[];
  /** Absent = no call of the group has a value. */
  readonly distributions: Readonly<Partial<Record<SummarisedMetric, Distribution>>>;
  /** Sum of tokens over sum of time while output was coming, of the calls where both are known. */
  readonly tokensPerSecond?: number;
}

/** Groups calls that count into comparable ones, the largest group first. */
export function groupComparableCalls(calls: readonly Call[]): readonly CallGroup[] {
  return groupByTraits(calls)
    .map(summariseGroup)
    .sort((a, b) => b.calls.length - a.calls.length);
}

/** Groups of calls that share their traits; never empty ones. */
export function groupByTraits(calls: readonly Call[]): readonly (readonly Call[])[] {
  return [...groupBy(calls, keyOf).values()];
}

function keyOf(call: Call): string {
  const { model, streamed } = traitsOf(call);
  return model === undefined ? `${streamed}` : `${streamed} ${model}`;
}

export function traitsOf(call: Call): CallTraits {
  const attempt = lastAttempt(call);
  return { model: modelOf(attempt), streamed: isStream(attempt) };
}

function summariseGroup(calls: readonly Call[]): CallGroup {
  return {
    ...traitsOf(calls[0] as Call),
    calls,
    distributions: summariseMetrics(calls, summarised),
    tokensPerSecond: computeGroupRate(calls),
  };
}

/** Distribution of each metric over the calls that have a value of it; absent where none has. */
export function summariseMetrics<Name extends MetricName>(
  calls: readonly Call[],
  names: readonly Name[],
): Partial<Record<Name, Distribution>> {
  const values = names.map((): number[] => []);
  for (const call of calls) {
    const metrics = computeMetrics(call, names);
    for (const [index, name] of names.entries()) {
      const { value } = metrics[name];
      if (value !== undefined) values[index]?.push(value);
    }
  }
  const distributions = names.map((name, index) => [name, summarise(values[index] ?? [])] as const);
  return Object.fromEntries(distributions.filter(([, found]) => found)) as Partial<
    Record<Name, Distribution>
  >;
}

/** Tokens per second of several calls together; undefined when no call can tell. */
export function computeGroupRate(calls: readonly Call[]): number | undefined {
  let [tokens, length] = [0, 0];
  for (const call of calls) {
    const span = findDecodeSpan(lastAttempt(call));
    if ('because' in span) continue;
    tokens += span.tokens;
    length += span.length;
  }
  return length === 0 ? undefined : (1000 * tokens) / length;
}
