import { type Interval, wallOf } from '../../base/intervals';
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

/** One target at one level of concurrency; which level is the knee can be told of all of them together alone. */
export function summariseLevel(
  target: CompletionTarget,
  { concurrency, stoppedBecause }: CompletionLevel,
  group: Group,
): Omit<LevelSummary, 'isKnee'> {
  const summary = summariseGroup(group);
  return {
    ...summary,
    target,
    concurrency,
    ...measureRates(summary.samples, group.samples),
    ...(stoppedBecause !== undefined && { stoppedBecause }),
  };
}

/**
 * Rates over the time of the level: from its first request to its last end, those of superseded and failed requests
 * included, as they keep the server busy too.
 */
function measureRates(counted: readonly MeasuredSample[], all: readonly MeasuredSample[]): Rates {
  const duration = wallOf(all.flatMap((sample) => openInterval(sample) ?? []));
  const completed = counted.filter(hasCompletion);
  const known = completed.flatMap(({ outputTokens }) => outputTokens ?? []);
  const perSecond = (amount: number) => (duration > 0 ? (1000 * amount) / duration : 0);
  return {
    duration,
    requestsPerSecond: perSecond(completed.length),
    tokensPerSecond: perSecond(known.reduce((sum, tokens) => sum + tokens, 0)),
    tokensUnknown: completed.length - known.length,
    goodput: perSecond(counted.filter(({ good }) => good).length),
  };
}

/** From the request to the end of its answer; undefined where it plays no part in the level, or was never sent. */
function openInterval({ sample, role, call, total }: MeasuredSample): Interval | undefined {
  if (role === 'warmUp' || role === 'aborted' || !call) return undefined;
  const { start } = firstAttempt(call).timing;
  return total === undefined ? callInterval(call, sample.moments.ended) : { start, end: start + total };
}
