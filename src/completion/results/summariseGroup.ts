import { countOf } from '../../base/countOf';
import { callInterval } from '../../metrics/callTimes';
import { findMoments } from '../../metrics/moments';
import { lastAttempt } from '../../model/call';
import type { CompletionBudget } from '../../model/completion';
import type { GroupSummary, MeasuredSample, Waste } from './completionSummary';
import { judgeBudget } from './judgeBudget';
import { summariseFigures } from './summariseFigures';

/** Requests that are told of together. */
export interface Group {
  /** In the order in which they were made; those that do not count too. */
  readonly samples: readonly MeasuredSample[];
  readonly budget: CompletionBudget;
  readonly isProvisional: boolean;
}

/** What a group of requests says. */
export function summariseGroup({ samples, budget, isProvisional }: Group): GroupSummary {
  const counted = samples.filter(({ role }) => role === 'counted');
  const unmeasured = countOf(samples, ({ role }) => role === 'unmeasured');
  const figures = summariseFigures(counted, budget);
  return {
    samples: counted,
    figures,
    budget,
    verdict: judgeBudget({ samples: counted, figures, budget, unmeasured, isProvisional }),
    failed: countOf(counted, ({ sample }) => sample.end === 'failed'),
    unmeasured,
    missedExpectations: countOf(samples, ({ sample, role }) => role !== 'warmUp' && sample.met === false),
    wasted: sumWaste(samples),
  };
}

function sumWaste(samples: readonly MeasuredSample[]): Waste {
  const waste = { requests: 0, tokens: 0, time: 0 };
  for (const { sample, call } of samples) {
    if (sample.end !== 'superseded' || sample.warmUp || !call) continue;
    const { start, end } = callInterval(call, sample.moments.ended);
    waste.requests += 1;
    waste.tokens += countTokens(lastAttempt(call));
    waste.time += end - start;
  }
  return waste;
}

function countTokens(attempt: ReturnType<typeof lastAttempt>): number {
  return attempt.response?.usage?.outputTokens ?? findMoments(attempt).outputCount;
}
