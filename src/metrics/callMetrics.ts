import { memoiseByIdentity } from '../base/memoise';
import type { Call } from '../model/call';
import { arrival } from './arrival';
import { CallFacts, type Measures } from './callFacts';
import { consumption } from './consumption';
import { ending, measureFelt } from './ending';
import type { Metric, MetricName } from './metric';
import { chunkGaps, measureCharRate } from './outputRhythm';
import { server } from './server';
import { measureThinking } from './thinking';
import { tokenRates } from './tokenRates';
import { waits } from './waits';

/** Every metric of one call, measured or with the reason why it is not. */
export type CallMetrics = Readonly<Record<MetricName, Metric>>;

/** How each metric is measured, in the order in which they are told. */
const measures: Measures<MetricName> = {
  ...arrival,
  ...chunkGaps,
  ...tokenRates,
  ...ending,
  ...consumption,
  thinking: measureThinking,
  charsPerSecond: measureCharRate,
  felt: measureFelt,
  ...waits,
  ...server,
};
const metricNames = Object.keys(measures) as MetricName[];

/**
 * Measures a call. Figures are of its last attempt, the one that answers; `ttftFelt`, `felt`, `backoff`,
 * `retryAfter` and `rateLimited` span all.
 * A call in flight shows what can be told by now. Measured once per call object, so asking again costs nothing.
 */
export const computeCallMetrics: (call: Call) => CallMetrics = memoiseByIdentity((call) => {
  const facts = new CallFacts(call);
  const measured: Partial<Record<MetricName, Metric>> = {};
  for (const name of metricNames) measured[name] = measures[name](facts);
  return measured as CallMetrics;
});

/** What was asked of a call so far. */
const askedOf = memoiseByIdentity((call: Call) => {
  const metrics: Partial<Record<MetricName, Metric>> = {};
  return { facts: new CallFacts(call), metrics };
});

/** Some metrics of a call, for those who ask many calls for few: the same as in `computeCallMetrics`. */
export function computeMetrics<Name extends MetricName>(
  call: Call,
  names: readonly Name[],
): Pick<CallMetrics, Name> {
  const { facts, metrics } = askedOf(call);
  for (const name of names) metrics[name] ??= measures[name](facts);
  return metrics as Pick<CallMetrics, Name>;
}

/** One of them. */
export function computeMetric(call: Call, name: MetricName): Metric {
  return computeMetrics(call, [name])[name];
}
