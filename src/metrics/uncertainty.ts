import { formatDuration } from '../base/format';
import { memoiseByIdentity } from '../base/memoise';
import type { Milliseconds } from '../base/units';
import type { Attempt } from '../model/attempt';
import type { StreamEvent } from '../model/streamEvent';
import { type Metric, type Range, spanOf } from './metric';
import { findMoments, isOutput } from './moments';

/** A range that is narrower than one of these is not spoken of: it would not be seen in the figure. */
const NOISE = { ms: 1, share: 0.02 } as const;
/** So much of the output may have been read late before a figure over all of it is blurred. */
const NOISE_OF_OUTPUT = 0.05;

/** By the stamp of what was read late, the earliest moment at which it can have come. */
type Hidden = ReadonlyMap<Milliseconds, Milliseconds>;

const nothing: Hidden = new Map();

/** As long as nothing held the answer up, all of it was read when it came. */
function findHidden(attempt: Attempt): Hidden {
  return attempt.holdups && attempt.holdups.length > 0 ? collectHidden(attempt) : nothing;
}

const collectHidden = memoiseByIdentity(({ reads, timing }: Attempt): Hidden => {
  const hidden = new Map<Milliseconds, Milliseconds>();
  const { headers, headersSince } = timing;
  if (headers !== undefined && headersSince !== undefined) hidden.set(headers, headersSince);
  for (const { at, since } of reads) if (since !== undefined) hidden.set(at, since);
  return hidden;
});

function boundsOf(hidden: Hidden, from: Milliseconds, to: Milliseconds): Range {
  return { min: Math.max(0, (hidden.get(to) ?? to) - from), max: to - (hidden.get(from) ?? from) };
}

function unlessNoise({ min, max }: Range): Range | undefined {
  return max - min >= Math.max(NOISE.ms, NOISE.share * max) ? { min, max } : undefined;
}

/** A length from one stamp to another, with the range that it can really have been in. */
export function blur(attempt: Attempt, metric: Metric, from: Milliseconds, to: Milliseconds): Metric {
  const hidden = findHidden(attempt);
  return hidden.size === 0 ? metric : withRange(metric, unlessNoise(boundsOf(hidden, from, to)));
}

/** As `spanOf`, with the range that arrivals read late give it. */
export function blurredSpan(
  attempt: Attempt,
  from: Milliseconds | undefined,
  to: Milliseconds | undefined,
  because: string,
): Metric {
  const metric = spanOf(from, to, because);
  return from === undefined || to === undefined ? metric : blur(attempt, metric, from, to);
}

/** The longest gap between pieces that follow each other, with the range that it can really have been in. */
export function blurLongest(attempt: Attempt, metric: Metric, pieces: readonly StreamEvent[]): Metric {
  const hidden = findHidden(attempt);
  if (hidden.size === 0) return metric;
  let longest: Range = { min: 0, max: 0 };
  for (const [index, { at }] of pieces.slice(1).entries()) {
    const { min, max } = boundsOf(hidden, pieces[index]?.at ?? at, at);
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

/** What a figure over all output must be read with when some of it was read late. */
export function caveatOfHidden(attempt: Attempt): string | undefined {
  const hidden = findHidden(attempt);
  if (hidden.size === 0) return undefined;
  const late = attempt.events.filter((event) => isOutput(event) && hidden.has(event.at)).length;
  const { outputCount } = findMoments(attempt);
  if (late <= NOISE_OF_OUTPUT * outputCount) return undefined;
  return `blurred: ${late} of ${outputCount} output events were read late`;
}

export function joinCaveats(one: string | undefined, other: string | undefined): string | undefined {
  return one !== undefined && other !== undefined ? `${one}; ${other}` : (one ?? other);
}
