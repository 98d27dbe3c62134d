import { countOf } from '../../base/countOf';
import { type Interval, unionLength, wallOf } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import { callInterval } from '../../metrics/callTimes';
import { firstAttempt } from '../../model/call';
import type { CompletionLevel, CompletionTarget } from '../../model/completion';
import type { LevelSummary, MeasuredSample } from './completionSummary';
import { hasCompletion } from './limits';
import { type Group, summariseGroup } from './summariseGroup';

type Rates = Pick<
  LevelSummary,
  'duration' | 'requestsPerSecond' | 'tokensPerSecond' | 'tokensUnknown' | 'goodput'
>;

/** A level's requests of one target, and those of all targets that were made at the same concurrency. */
export interface LevelGroup extends Group {
  readonly all: readonly MeasuredSample[];
}

/** One target at one level of concurrency; which level is the knee can be told of all of them together alone. */
export function summariseLevel(
  target: CompletionTarget,
  { concurrency, stoppedBecause }: CompletionLevel,
  group: LevelGroup,
): Omit<LevelSummary, 'isKnee'> {
  const summary = summariseGroup(group);
  return {
    ...summary,
    target,
    concurrency,
    ...measureRates(summary.samples, measureDuration(target, group)),
    ...(stoppedBecause !== undefined && { stoppedBecause }),
  };
}

function measureRates(counted: readonly MeasuredSample[], duration: Milliseconds): Rates {
  const completed = countOf(counted, hasCompletion);
  // Only a completion has any.
  const known = countOf(counted, ({ outputTokens }) => outputTokens !== undefined);
  const tokens = counted.reduce((sum, { outputTokens = 0 }) => sum + outputTokens, 0);
  const perSecond = (amount: number) => (duration > 0 ? (1000 * amount) / duration : 0);
  return {
    duration,
    requestsPerSecond: perSecond(completed),
    tokensPerSecond: perSecond(tokens),
    tokensUnknown: completed - known,
    goodput: perSecond(countOf(counted, ({ good }) => good)),
  };
}

/**
 * From the first request to the last end, those of superseded and failed requests included, as they keep the server
 * busy too. Where other targets had their turns in between, the time in which a request of this one was open.
 */
function measureDuration({ id }: CompletionTarget, { samples, all }: LevelGroup): Milliseconds {
  const own = samples.flatMap((sample) => openInterval(sample) ?? []);
  const [first, last] = [startOf(own), startOf(own) + wallOf(own)];
  const isShared = all.some((other) => {
    if (other.sample.targetId === id) return false;
    const { start } = openInterval(other) ?? { start: first };
    return start > first && start < last;
  });
  return isShared ? unionLength(own) : wallOf(own);
}

function startOf(intervals: readonly Interval[]): Milliseconds {
  return intervals.reduce((least, { start }) => Math.min(least, start), Number.POSITIVE_INFINITY);
}

/** From the request to the end of its answer; undefined where it plays no part in the level, or was never sent. */
function openInterval({ sample, role, call, total }: MeasuredSample): Interval | undefined {
  if (role === 'warmUp' || role === 'aborted' || !call) return undefined;
  const { start } = firstAttempt(call).timing;
  return total === undefined ? callInterval(call, sample.moments.ended) : { start, end: start + total };
}
