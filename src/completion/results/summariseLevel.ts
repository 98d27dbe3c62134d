import { type Interval, unionLength, wallOf } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import { callInterval } from '../../metrics/callTimes';
import { firstAttempt } from '../../model/call';
import type { CompletionLevel, CompletionTarget } from '../../model/completion';
import type { GroupSummary, LevelSummary, MeasuredSample } from './completionSummary';
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
    ...measureRates(summary, measureDuration(target, group)),
    ...(stoppedBecause !== undefined && { stoppedBecause }),
  };
}

function measureRates({ samples, failed, verdict }: GroupSummary, duration: Milliseconds): Rates {
  let [known, tokens] = [0, 0];
  // Only a completion has any.
  for (const { outputTokens } of samples) {
    if (outputTokens === undefined) continue;
    known += 1;
    tokens += outputTokens;
  }
  const completed = samples.length - failed;
  const perSecond = (amount: number) => (duration > 0 ? (1000 * amount) / duration : 0);
  return {
    duration,
    requestsPerSecond: perSecond(completed),
    tokensPerSecond: perSecond(tokens),
    tokensUnknown: completed - known,
    goodput: perSecond(verdict.good),
  };
}

/**
 * From the first request to the last end, those of superseded and failed requests included, as they keep the server
 * busy too. Where other targets had their turns in between, the time in which a request of this one was open.
 */
function measureDuration({ id }: CompletionTarget, { samples, all }: LevelGroup): Milliseconds {
  const own = samples.map(openInterval).filter((interval) => interval !== undefined);
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
