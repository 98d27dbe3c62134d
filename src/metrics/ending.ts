import { firstAttempt } from '../model/call';
import type { CallFacts, Measure, Measures } from './callFacts';
import { attemptEnd } from './callTimes';
import { type Metric, spanOf } from './metric';
import { whyNoOutput, whyNoResponse, whyUnfinished } from './missing';
import { blur, blurredSpan } from './uncertainty';

/** When an answer ended. */
export const ending: Measures<'e2e' | 'tail' | 'closing'> = {
  e2e: ofFinished(({ attempt, moments }) =>
    blurredSpan(attempt, moments.start, moments.end, whyNoResponse(attempt)),
  ),
  tail: ofFinished(({ attempt, moments, output }) =>
    blurredSpan(attempt, output.lastOutput, moments.end, whyNoOutput(attempt)),
  ),
  closing: ofFinished(({ moments }) => spanOf(moments.end, moments.close, 'the body is still open')),
};

/** What needs an end to measure to. */
function ofFinished(measure: Measure): Measure {
  return (facts) => {
    const because = whyUnfinished(facts.attempt);
    return because ? { because } : measure(facts);
  };
}

/** The whole call as the program felt it: also of one that failed. */
export function measureFelt({ call, attempt, moments }: CallFacts): Metric {
  if (attempt.outcome === 'inFlight') return { because: 'the call is still in flight' };
  const unfinished = whyUnfinished(attempt);
  const { start } = firstAttempt(call).timing;
  const end = unfinished ? attemptEnd(attempt, 0) : (moments.end ?? attemptEnd(attempt, 0));
  return blur(attempt, { value: end - start, caveat: unfinished }, start, end);
}
