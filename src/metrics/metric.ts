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
  | 'closing'
  | 'e2e'
  | 'felt'
  | 'backoff'
  | 'retryAfter'
  | 'rateLimited'
  | ServerMetricName
  | 'lagMedian'
  | 'lagMax'
  | 'unread'
  | 'e2eTaken'
  | 'loopBusy'
  | 'backPressure';

/** Metrics that come from the server, or from what it says of itself. */
export type ServerMetricName =
  | 'serverQueue'
  | 'serverLoad'
  | 'serverPrefill'
  | 'serverDecode'
  | 'serverInference'
  | 'serverTtft'
  | 'serverTotal'
  | 'serverHeaders'
  | 'serverRate'
  | 'networkRest'
  | 'prefillRate';

/** What a figure can really have been, in its unit. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** A measured figure. Milliseconds, tokens per second or characters per second by its name. */
export interface Measured {
  readonly value: number;
  /** Where it was read late and more than noise hangs on that. `max` equals `value` when that is an upper bound. */
  readonly range?: Range;
  /** What it was computed from, for example `209 tokens in 58 output events`. */
  readonly basis?: string;
  /** Why it must be read with care, for example `coarse: 12 output events for 210 tokens`. */
  readonly caveat?: string;
}

/** A figure that has no true value, and the reason: the rest of a sentence that begins with "n/a, because". */
export interface NotMeasured {
  readonly value?: undefined;
  readonly because: string;
}

/** A figure, or the reason why there is none. */
export type Metric = Measured | NotMeasured;

/** The length from `from` to `to` in ms, or the reason when one of the two was never reached. */
export function spanOf(from: number | undefined, to: number | undefined, because: string): Metric {
  return from === undefined || to === undefined ? { because } : { value: to - from };
}
