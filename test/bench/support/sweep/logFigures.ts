import type { LoggedRequest, LoggedWrite, SimulatorLogFile } from '../../../support/simulator/simulatorLog';

/** What one level of concurrency came to, by whoever measured it. Medians in ms, rates per second. */
export interface LevelFigures {
  readonly ttft: number;
  readonly tpot: number;
  /** To the end of the answer. */
  readonly latency: number;
  readonly requestsPerSecond: number;
  readonly tokensPerSecond: number;
}

export const figureNames = ['ttft', 'tpot', 'latency', 'requestsPerSecond', 'tokensPerSecond'] as const;

/** A stretch of time in which the requests of a level began, ms since 1970. */
export interface LevelWindow {
  readonly from: number;
  readonly to: number;
}

/** The formulas of the metrics on what the server itself wrote down: when it had a request, and each of its writes. */
export function computeFromLog(
  { requests, epochOffsetMs }: SimulatorLogFile,
  window: LevelWindow,
): LevelFigures {
  const own = requests.filter(({ receivedAt, writes }) => {
    const at = receivedAt + epochOffsetMs;
    return at >= window.from && at <= window.to && writes.length > 0;
  });
  const timed = own.map(timesOf);
  const duration = Math.max(...timed.map(({ end }) => end)) - Math.min(...timed.map(({ start }) => start));
  const tokens = timed.reduce((sum, time) => sum + time.tokens, 0);
  return {
    ttft: medianOf(timed.map(({ start, first }) => first - start)),
    tpot: medianOf(timed.map(({ first, last, tokens: count }) => (last - first) / (count - 1))),
    latency: medianOf(timed.map(({ start, end }) => end - start)),
    requestsPerSecond: (1000 * timed.length) / duration,
    tokensPerSecond: (1000 * tokens) / duration,
  };
}

function timesOf({ receivedAt, writes }: LoggedRequest) {
  const outputs = writes.filter(({ kind }) => kind === 'text');
  const at = (write: LoggedWrite | undefined) => write?.at ?? Number.NaN;
  return {
    start: receivedAt,
    first: at(outputs[0]),
    last: at(outputs.at(-1)),
    end: at(writes.find(({ kind }) => kind === 'end')),
    tokens: outputs.reduce((sum, write) => sum + write.tokens, 0),
  };
}

/** By sorting, apart from the product's own percentiles. */
function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return (low + high) / 2;
}
