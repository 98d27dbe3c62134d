import { formatDuration } from '../base/format';
import { memoiseByIdentity } from '../base/memoise';
import type { Milliseconds } from '../base/units';
import type { Attempt } from '../model/attempt';
import type { StreamEvent } from '../model/streamEvent';
import type { Metric, Range } from './metric';

/** A range that is narrower than one of these is not spoken of: it would not be seen in the figure. */
const NOISE = { ms: 1, share: 0.02 } as const;
/** So much of the output may have been read late before a figure over all of it is blurred. */
const NOISE_OF_OUTPUT = 0.05;

/** By the stamp of what was read late, the earliest moment at which it can have come. */
const findHidden: (attempt: Attempt) => ReadonlyMap<Milliseconds, Milliseconds> = memoiseByIdentity(
  ({ reads, timing }) => {
    const hidden = new Map<Milliseconds, Milliseconds>();
    const { headers, headersSince } = timing;
    if (headers !== undefined && headersSince !== undefined) hidden.set(headers, headersSince);
    for (const { at, since } of reads) if (since !== undefined) hidden.set(at, since);
    return hidden;
  },
);

/** Output that was read late. */
function countHidden(attempt: Attempt, outputs: readonly StreamEvent[]): number {
  const hidden = findHidden(attempt);
  return hidden.size === 0 ? 0 : outputs.filter(({ at }) => hidden.has(at)).length;
}

/** What a length from one stamp to another can really have been; undefined when it is as sure as the clock. */
export function rangeOf(attempt: Attempt, from: Milliseconds, to: Milliseconds): Range | undefined {
  return unlessNoise(boundsOf(findHidden(attempt), from, to));
}

function boundsOf(hidden: ReturnType<typeof findHidden>, from: Milliseconds, to: Milliseconds): Range {
  return { min: Math.max(0, (hidden.get(to) ?? to) - from), max: to - (hidden.get(from) ?? from) };
}

function unlessNoise({ min, max }: Range): Range | undefined {
  return max - min >= Math.max(NOISE.ms, NOISE.share * max) ? { min, max } : undefined;
}

/** A length from one stamp to another, with the range that it can really have been in. */
export function blur(
  attempt: Attempt,
  metric: Metric,
  from: Milliseconds | undefined,
  to: Milliseconds | undefined,
): Metric {
  return from === undefined || to === undefined ? metric : withRange(metric, rangeOf(attempt, from, to));
}

/** The longest gap between moments that follow each other, with the range that it can really have been in. */
export function blurLongest(attempt: Attempt, metric: Metric, moments: readonly Milliseconds[]): Metric {
  const hidden = findHidden(attempt);
  if (hidden.size === 0) return metric;
  let longest: Range = { min: 0, max: 0 };
  for (const [index, to] of moments.slice(1).entries()) {
    const { min, max } = boundsOf(hidden, moments[index] ?? to, to);
    longest = { min: Math.max(longest.min, min), max: Math.max(longest.max, max) };
  }
  return withRange(metric, unlessNoise(longest));
}

function withRange(metric: Metric, range: Range | undefined): Metric {
  if (metric.value === undefined || !range) return metric;
  return { ...metric, range, caveat: joinCaveats(metric.caveat, describeRange(metric.value, range)) };
}

function describeRange(value: Milliseconds, { min, max }: Range): string {
  return max <= value
    ? `at most: it was read late and may have been ${formatDuration(min)}`
    : `between ${formatDuration(min)} and ${formatDuration(max)}: it was read late`;
}

/** What a figure over many outputs must be read with when some of them were read late. */
export function caveatOfHidden(attempt: Attempt, outputs: readonly StreamEvent[]): string | undefined {
  const hidden = countHidden(attempt, outputs);
  if (hidden <= NOISE_OF_OUTPUT * outputs.length) return undefined;
  return `blurred: ${hidden} of ${outputs.length} output events were read late`;
}

export function joinCaveats(...caveats: readonly (string | undefined)[]): string | undefined {
  return caveats.filter((caveat) => caveat !== undefined).join('; ') || undefined;
}
