import { type Interval, unionLength } from '../base/intervals';
import type { Milliseconds } from '../base/units';
import type { Attempt } from '../model/attempt';
import type { Holdup } from '../model/holdup';
import type { BodyRead } from '../model/streamEvent';
import type { CallMetrics } from './callMetrics';
import type { Metric } from './metric';
import type { Moments } from './moments';
import { percentile } from './percentile';

type Taken = Required<Pick<BodyRead, 'at' | 'takenAt'>>;

const notSeen = 'it was not seen when the program took what came';

/** How the program took what had come, and what that cost. */
export function measureConsumption(
  attempt: Attempt,
  { start, end }: Moments,
): Pick<CallMetrics, 'lagMedian' | 'lagMax' | 'unread' | 'e2eTaken' | 'loopBusy' | 'backPressure'> {
  const taken = takenReads(attempt);
  const lags = taken.map(({ at, takenAt }) => takenAt - at).sort((a, b) => a - b);
  const told = tellTaken(taken.length, attempt.reads.length);
  const figure = (value: () => Milliseconds): Metric =>
    lags.length === 0 ? { because: whyNotSeen(attempt) } : { value: value(), ...told };
  return {
    lagMedian: figure(() => percentile(lags, 0.5)),
    lagMax: figure(() => percentile(lags, 1)),
    unread: figure(() => unionLength(findUnread(attempt))),
    e2eTaken: measureTaken(attempt, start, end),
    loopBusy: measureHoldups(attempt, 'blocked'),
    backPressure: measureHoldups(attempt, 'backPressure'),
  };
}

/** Stretches in which something that had come waited for the program to take it. */
export function findUnread(attempt: Attempt): Interval[] {
  return takenReads(attempt).map(({ at, takenAt }) => ({ start: at, end: takenAt }));
}

function takenReads({ reads }: Attempt): Taken[] {
  return reads.filter((read): read is BodyRead & Taken => read.takenAt !== undefined);
}

function whyNotSeen({ reads }: Attempt): string {
  return reads.length === 0 ? 'no body has come' : notSeen;
}

function tellTaken(taken: number, reads: number): { basis: string; caveat?: string } {
  const basis = `${taken} ${taken === 1 ? 'read' : 'reads'}`;
  return taken === reads ? { basis } : { basis, caveat: `${reads - taken} of ${reads} reads were not taken` };
}

/** To the taking of what completed the answer. */
function measureTaken(attempt: Attempt, start: Milliseconds, end: Milliseconds | undefined): Metric {
  if (end === undefined) return { because: 'the answer is not complete' };
  const last = attempt.reads.findLast(({ at }) => at <= end);
  if (last?.takenAt === undefined) return { because: whyNotSeen(attempt) };
  return { value: Math.max(last.takenAt, end) - start };
}

function measureHoldups(attempt: Attempt, kind: Holdup['kind']): Metric {
  if (!attempt.holdups) return { because: 'the probe did not tell' };
  return { value: unionLength(attempt.holdups.filter((holdup) => holdup.kind === kind)) };
}
