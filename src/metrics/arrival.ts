import type { Milliseconds } from '../base/units';
import { firstAttempt } from '../model/call';
import type { CallFacts, Measures } from './callFacts';
import type { Metric } from './metric';
import { whyNoHeaders, whyNoOutput, whyNoResponse } from './missing';
import type { Moments } from './moments';
import { blurredSpan } from './uncertainty';

/** How long what of an answer took to come. */
export const arrival: Measures<
  'ttfbHeaders' | 'ttfbBody' | 'ttft' | 'ttftFelt' | 'ttfvt' | 'ttfr' | 'generation'
> = {
  ttfbHeaders: (facts) => waitFor(facts, facts.moments.headers, whyNoHeaders(facts.attempt)),
  ttfbBody: (facts) => waitFor(facts, facts.moments.firstByte, whyNoBody(facts)),
  ttft: (facts) => waitFor(facts, facts.output.firstOutput, whyNoOutput(facts.attempt)),
  ttftFelt: (facts) => {
    const { start } = firstAttempt(facts.call).timing;
    return waitFor(facts, facts.output.firstOutput, whyNoOutput(facts.attempt), start);
  },
  ttfvt: (facts) => waitFor(facts, facts.output.firstVisible, whyNot(facts, 'only reasoning came')),
  ttfr: (facts) => waitFor(facts, facts.output.firstReasoning, whyNot(facts, 'no reasoning was streamed')),
  generation: ({ attempt, output }) =>
    blurredSpan(attempt, output.firstOutput, output.lastOutput, whyNoOutput(attempt)),
};

function waitFor(
  { attempt, moments }: CallFacts,
  moment: Milliseconds | undefined,
  because: string,
  since = moments.start,
): Metric {
  return isUnasked(moments)
    ? { because: 'the server answered by itself; since when it did is not known' }
    : blurredSpan(attempt, since, moment, because);
}

/** No answer comes in the moment in which it is asked for: this one stands for the request that nobody sent. */
function isUnasked({ start, firstByte }: Moments): boolean {
  return firstByte === start;
}

function whyNoBody({ attempt }: CallFacts): string {
  return attempt.response ? 'no body has come' : whyNoResponse(attempt);
}

/** Why output of one kind did not come: where other output did, for a reason of its own. */
function whyNot({ attempt, output }: CallFacts, because: string): string {
  return output.firstOutput === undefined ? whyNoOutput(attempt) : because;
}
