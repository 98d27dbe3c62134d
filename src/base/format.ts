import type { Bytes, EpochMilliseconds, Milliseconds } from './units';

/** What a figure counts; names the way it is written. */
export type Unit = 'ms' | 'tokensPerSecond' | 'charsPerSecond';

/** Narrow no-break space between groups of three digits. */
const GROUP_SEPARATOR = '\u202f';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * A duration with about three significant digits, in the largest unit that keeps it readable:
 * `0.42 ms`, `8.2 ms`, `843 ms`, `1.24 s`, `41.3 s`, `2 min 5 s`, `1 h 3 min`.
 */
export function formatDuration(duration: Milliseconds): string {
  if (duration < 0) return `-${formatDuration(-duration)}`;
  if (duration === 0) return '0 ms';
  if (duration < 0.995) return `${duration.toFixed(2)} ms`;
  if (duration < 9.95) return `${duration.toFixed(1)} ms`;
  if (duration < 999.5) return `${duration.toFixed(0)} ms`;
  if (duration < 9_995) return `${(duration / 1000).toFixed(2)} s`;
  if (duration < 59_950) return `${(duration / 1000).toFixed(1)} s`;
  return formatLongDuration(duration);
}

function formatLongDuration(duration: Milliseconds): string {
  if (duration < HOUR - 500) {
    const seconds = Math.round(duration / 1000);
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  }
  const minutes = Math.round(duration / MINUTE);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A count: `843`, `1 234` (grouped), `12.3k`, `4.57M`. */
export function formatCount(count: number): string {
  if (count < 1000) return `${Math.round(count)}`;
  if (count < 9_999.5) return groupDigits(Math.round(count));
  if (count < 99_950) return `${(count / 1000).toFixed(1)}k`;
  if (count < 999_500) return `${(count / 1000).toFixed(0)}k`;
  return `${(count / 1_000_000).toFixed(2)}M`;
}

function groupDigits(count: number): string {
  return `${count}`.replace(/\B(?=(\d{3})+$)/g, GROUP_SEPARATOR);
}

/** A number and its noun, which takes an `s` for any number but 1: `1 call`, `12 calls`. */
export function formatNumberOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A rate: `0.85 tok/s`, `52.3 tok/s`, `128 tok/s`. */
export function formatRate(perSecond: number, unit = 'tok/s'): string {
  return `${formatRateNumber(perSecond)} ${unit}`;
}

/** A rate without its unit, for a column that names it. */
export function formatRateNumber(perSecond: number): string {
  if (perSecond > 0 && perSecond < 0.995) return perSecond.toFixed(2);
  return perSecond < 99.95 ? perSecond.toFixed(1) : formatCount(perSecond);
}

/** A share, 0 to 1: `0 %`, `< 1 %`, `38 %`. */
export function formatPercent(share: number): string {
  if (share > 0 && share < 0.005) return '< 1 %';
  return `${Math.round(share * 100)} %`;
}

/** A size in decimal units: `812 B`, `4.1 kB`, `128 kB`, `2.3 MB`. */
export function formatBytes(bytes: Bytes): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  const [value, unit] = bytes < 999_500 ? [bytes / 1e3, 'kB'] : [bytes / 1e6, 'MB'];
  return `${value.toFixed(value < 9.95 ? 1 : 0)} ${unit}`;
}

/** A value in its unit. */
export function formatValue(value: number, unit: Unit): string {
  switch (unit) {
    case 'ms':
      return formatDuration(value);
    case 'tokensPerSecond':
      return formatRate(value);
    case 'charsPerSecond':
      return formatRate(value, 'chars/s');
  }
}

/** A measured value in its unit, with a sign where it is a bound or one of many that are possible: `≤ 843 ms`. */
export function formatMeasured(
  { value, range }: { readonly value: number; readonly range?: { readonly max: number } },
  unit: Unit,
): string {
  const sign = range === undefined ? '' : range.max <= value ? '≤ ' : '≈ ';
  return `${sign}${formatValue(value, unit)}`;
}

/** A figure in its unit, or why there is none: `843 ms`, `n/a, because the answer was not streamed`. */
export function formatMetric(
  metric:
    | { readonly value: number; readonly range?: { readonly max: number } }
    | { readonly value?: undefined; readonly because: string },
  unit: Unit,
): string {
  return metric.value === undefined ? `n/a, because ${metric.because}` : formatMeasured(metric, unit);
}

/** A moment in the time zone of the machine: `2026-03-08 14:05:09`. */
export function formatMoment(moment: EpochMilliseconds): string {
  const date = new Date(moment);
  const two = (part: number) => `${part}`.padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}

/** A place in source with the file's name alone: `agent.ts:42`. */
export function formatPlace({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${file.split(/[\\/]/).at(-1)}:${line}`;
}
