import { formatDuration, formatRateNumber } from '../src/base/format';
import { percentileName } from '../src/base/formatEstimate';
import {
  type CompletionResults,
  type LimitedFigure,
  limitedFigures,
  type ResultEstimate,
  type ResultFigure,
  type ResultLevel,
} from '../src/protocol/completionMessages';
import type { SweepAxis } from './resultState';

/** A level of a series; `low` and `high` bound the true value. */
export interface SweepPoint {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
  readonly concurrency: number;
  readonly isKnee: boolean;
}

export interface SweepSeries {
  /** Position among the models: tells the colour. */
  readonly target: number;
  readonly label: string;
  /** A series in the second place is drawn more lightly. */
  readonly isSecond: boolean;
  readonly points: readonly SweepPoint[];
}

/** One chart of the sweep. */
export interface SweepPlot {
  readonly key: string;
  readonly title: string;
  readonly definition: string;
  readonly format: (value: number) => string;
  readonly limit?: number;
  readonly series: readonly SweepSeries[];
}

/** Where levels stand on the axis of a sweep. */
export interface SweepTicks {
  /** All levels in ascending order, those left out too. */
  readonly concurrencies: readonly number[];
  /** Positions of those that were left out. */
  readonly leftOut: readonly number[];
}

export function findSweepTicks({ concurrencies, leftOut }: CompletionResults): SweepTicks {
  const all = [...new Set([...concurrencies, ...leftOut.map(({ concurrency }) => concurrency)])].sort(
    (a, b) => a - b,
  );
  return {
    concurrencies: all,
    leftOut: all.flatMap((level, index) => (concurrencies.includes(level) ? [] : [index])),
  };
}

/** What the charts of a sweep show. Over concurrency every level is one step; over throughput it is requests per second. */
export function buildSweepPlots(results: CompletionResults, axis: SweepAxis): readonly SweepPlot[] {
  const { concurrencies } = findSweepTicks(results);
  const placeOf = ({ concurrency, requestsPerSecond }: ResultLevel) =>
    axis === 'concurrency' ? concurrencies.indexOf(concurrency) : requestsPerSecond;
  const tail = percentileName(results.percentile);
  const draw = (
    name: string,
    isSecond: boolean,
    read: (level: ResultLevel) => ResultEstimate | undefined,
  ): SweepSeries[] =>
    results.targets.map(({ id, label }, target) => ({
      target,
      label: results.targets.length > 1 ? `${label} ${name}` : name,
      isSecond,
      points: results.levels
        .filter(({ targetId }) => targetId === id)
        .flatMap((level) => {
          const { value, low, high } = read(level) ?? {};
          if (value === undefined) return [];
          const { concurrency, isKnee } = level;
          return [{ x: placeOf(level), y: value, low, high, concurrency, isKnee }];
        }),
    }));
  const spread = (read: (level: ResultLevel) => ResultFigure | undefined) => [
    ...draw(tail, false, (level) => read(level)?.tail),
    ...draw('p50', true, (level) => read(level)?.p50),
  ];
  const single = (name: string, isSecond: boolean, read: (level: ResultLevel) => number | undefined) =>
    draw(name, isSecond, (level) => {
      const value = level.n > 0 ? read(level) : undefined;
      return value === undefined ? undefined : { value };
    });
  const plots: SweepPlot[] = [
    ...limitedFigures
      .filter((name) => isShown(results, name))
      .map((name) => ({
        key: name,
        title: results.figureKinds[name].label,
        definition: results.figureKinds[name].definition,
        format: formatDuration,
        limit: findLimit(results, name),
        series: spread(({ figures }) => figures[name]),
      })),
    {
      key: 'tpot',
      title: 'TPOT',
      definition: 'Time per output token after the first.',
      format: formatDuration,
      series: spread(({ tpot }) => tpot),
    },
    {
      key: 'requestRate',
      title: 'Tokens/s of a request',
      definition: 'Output tokens per second that one request sees, at the median.',
      format: formatRateNumber,
      series: draw('p50', false, ({ requestRate }) => requestRate?.p50),
    },
    {
      key: 'totalRate',
      title: 'Tokens/s in total',
      definition:
        'Output tokens of all requests per second of the level, from its first request to its last end.',
      format: formatRateNumber,
      series: single('all requests', false, ({ tokensPerSecond }) => tokensPerSecond),
    },
    {
      key: 'goodput',
      title: 'Goodput, req/s',
      definition: 'Requests per second that keep the budget, and below them lightly all requests per second.',
      format: formatRateNumber,
      series: [
        ...single('in budget', false, ({ goodput }) => goodput),
        ...single('all', true, ({ requestsPerSecond }) => requestsPerSecond),
      ],
    },
  ];
  return plots.filter(({ series }) => series.some(({ points }) => points.length > 0));
}

/** Keystrokes matter where there are some, or a limit for them. */
function isShown(results: CompletionResults, name: LimitedFigure): boolean {
  return name !== 'keystroke' || results.types || findLimit(results, name) !== undefined;
}

function findLimit({ levels }: CompletionResults, name: LimitedFigure): number | undefined {
  return levels.find(({ figures }) => figures[name]?.limit !== undefined)?.figures[name]?.limit;
}
