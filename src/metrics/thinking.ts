import type { Attempt } from '../model/attempt';
import type { CallFacts } from './callFacts';
import type { Metric } from './metric';
import { whyNoOutput } from './missing';
import { hasHiddenReasoning, isStream, type Moments } from './moments';

/** How long the model reasoned before its first visible output, in ms. */
export function measureThinking({ attempt, moments }: CallFacts): Metric {
  if (!isStream(attempt) || moments.firstOutput === undefined) return { because: whyNoOutput(attempt) };
  if (moments.firstReasoning !== undefined)
    return measureStreamedThinking(attempt, moments.firstReasoning, moments);
  if (hasHiddenReasoning(attempt, moments)) return estimateHiddenThinking(moments);
  return { because: 'no reasoning was streamed' };
}

function measureStreamedThinking(
  attempt: Attempt,
  firstReasoning: number,
  { firstVisible }: Moments,
): Metric {
  if (firstVisible === undefined) return { because: 'no visible output followed the reasoning' };
  if (firstVisible < firstReasoning) return { because: 'visible output came before the reasoning' };
  const isSummary = attempt.response?.reasoningStream === 'summary';
  return {
    value: firstVisible - firstReasoning,
    caveat: isSummary
      ? 'counted from the first summary of the reasoning, which itself began earlier'
      : undefined,
  };
}

function estimateHiddenThinking({ firstEvent, firstVisible }: Moments): Metric {
  if (firstEvent === undefined || firstVisible === undefined || firstEvent === firstVisible) {
    return { because: 'the reasoning was hidden and nothing came before the first visible output' };
  }
  return { value: firstVisible - firstEvent, caveat: 'estimate: the reasoning was hidden' };
}
