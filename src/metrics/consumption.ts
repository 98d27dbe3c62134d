import { type Interval, unionLength } from '../base/intervals';
import type { Milliseconds } from '../base/units';
import type { Attempt } from '../model/attempt';
import type { Holdup } from '../model/holdup';
import type { CallFacts, Measure, Measures } from './callFacts';
import type { Metric } from './metric';
import { percentile } from './percentile';

/** How the program took what had come, and what that cost. */
export const consumption: Measures<
  'lagMedian' | 'lagMax' | 'unread' | 'e2eTaken' | 'loopBusy' | 'backPressure'
> = {
  lagMedian: ofUnread((unread) => lagAt(unread, 0.5)),
  lagMax: ofUnread((unread) => lagAt(unread, 1)),
  unread: ofUnread(unionLength),
  e2eTaken: measureTaken,
  loopBusy: ofHoldups('blocked'),
  backPressure: ofHoldups('backPressure'),
};

function ofUnread(measure: (unread: readonly Interval[]) => Milliseconds): Measure {
  return ({ attempt, unread }) => {
    if (unread.length === 0) return { because: whyNotSeen(attempt) };
    return { value: measure(unread), ...tellTaken(unread.length, attempt.reads.length) };
  };
}

function lagAt(unread: readonly Interval[], p: number): Milliseconds {
  const lags = Float64Array.from(unread, ({ start, end }) => end - start);
  return percentile(lags.sort(), p);
}

/** Stretches in which something that had come waited for the program to take it. */
export function findUnread({ reads }: Attempt): Interval[] {
  const unread: Interval[] = [];
  for (const { at, takenAt } of reads) if (takenAt !== undefined) unread.push({ start: at, end: takenAt });
  return unread;
}

function whyNotSeen({ reads }: Attempt): string {
  return reads.length === 0 ? 'no body has come' : 'it was not seen when the program took what came';
}

function tellTaken(taken: number, reads: number): { basis: string; caveat?: string } {
  const basis = `${taken} ${taken === 1 ? 'read' : 'reads'}`;
  return taken === reads ? { basis } : { basis, caveat: `${reads - taken} of ${reads} reads were not taken` };
}

/** To the taking of what completed the answer. */
function measureTaken({ attempt, moments: { start, end } }: CallFacts): Metric {
  if (end === undefined) return { because: 'the answer is not complete' };
  const last = attempt.reads.findLast(({ at }) => at <= end);
  if (last?.takenAt === undefined) return { because: whyNotSeen(attempt) };
  return { value: Math.max(last.takenAt, end) - start };
}

function ofHoldups(kind: Holdup['kind']): Measure {
  return ({ attempt: { holdups } }) =>
    holdups
      ? { value: unionLength(holdups.filter((holdup) => holdup.kind === kind)) }
      : { because: 'the probe did not tell' };
}
