/** Names of the metrics of one call. Their definitions are in `definitions.ts`, nowhere else. */
export type MetricName =
  | 'ttfbHeaders'
  | 'ttfbBody'
  | 'ttft'
  | 'ttftFelt'
  | 'ttfvt'
  | 'ttfr'
  | 'thinking'
  | 'tpot'
  | 'tokensPerSecond'
  | 'tokensPerSecondEndToEnd'
  | 'charsPerSecond'
  | 'iclMedian'
  | 'iclP95'
  | 'iclMax'
  | 'generation'
  | 'tail'
  | 'e2e'
  | 'felt'
  | 'backoff';

/** A figure, or the reason why there is none. Milliseconds, tokens per second or characters per second by name. */
export type Metric =
  | { readonly value: number; readonly caveat?: string }
  | { readonly value?: undefined; readonly because: string };

/** The value, or undefined when it could not be measured. */
export function valueOf(metric: Metric): number | undefined {
  return metric.value;
}
