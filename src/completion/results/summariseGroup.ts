import { callInterval } from '../../metrics/callTimes';
import { findMoments } from '../../metrics/moments';
import { lastAttempt } from '../../model/call';
import type { CompletionBudget } from '../../model/completion';
import type { GroupSummary, MeasuredSample, Waste } from './completionSummary';
import { judgeBudget } from './judgeBudget';
import { summariseFigures } from './summariseFigures';
import { tallySamples } from './tallySamples';

/** Requests that are told of together. */
export interface Group {
  /** In the order in which they were made; those that do not count too. */
  readonly samples: readonly MeasuredSample[];
  readonly budget: CompletionBudget;
  readonly isProvisional: boolean;
}

/** What a group of requests says. */
export function summariseGroup({ samples, budget, isProvisional }: Group): GroupSummary {
  const tally = tallySamples(samples);
  const { counted, failed, unmeasured, missedExpectations, typedOver } = tally;
  const figures = summariseFigures(counted, budget);
  return {
    samples: counted,
    figures,
    budget,
    verdict: judgeBudget({ tally, figures, budget, isProvisional }),
    failed,
    unmeasured,
    missedExpectations,
    wasted: sumWaste(typedOver),
  };
}

/** @param typedOver those that were answered before the next keystroke cost nothing for nothing */
function sumWaste(typedOver: readonly MeasuredSample[]): Waste {
  const waste = { requests: 0, tokens: 0, time: 0 };
  for (const { sample, call } of typedOver) {
    if (sample.end !== 'superseded' || !call) continue;
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
