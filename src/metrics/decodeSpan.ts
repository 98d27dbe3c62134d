import type { Milliseconds, Tokens } from '../base/units';
import type { Attempt, ResponseFacts } from '../model/attempt';
import { EventFlag, type StreamEvent } from '../model/streamEvent';
import type { Usage } from '../model/usage';
import type { NotMeasured } from './metric';
import { whyNoOutput, whyUnfinished } from './missing';
import { findMoments, hasHiddenReasoning, isStream, isVisible, type Moments } from './moments';

/** A stretch of generation whose tokens and length are both known; TPOT is `length / tokens`. */
export interface DecodeSpan {
  /** Tokens after the first of the stretch. */
  readonly tokens: Tokens;
  readonly length: Milliseconds;
  /** Output events that the stretch came in. */
  readonly events: number;
}

/** Fewer output events than one in so many tokens, and the first chunk's own tokens blur the figure. */
const TOKENS_PER_EVENT_WHEN_COARSE = 4;

/**
 * The stretch of an answer over which its time per token can be told, or why there is none. Reasoning that was hidden
 * or only summarised made tokens before anything was streamed: then only the visible tokens and their time count.
 */
export function findDecodeSpan(attempt: Attempt): DecodeSpan | NotMeasured {
  const moments = findMoments(attempt);
  const { response } = attempt;
  if (!response || !isStream(attempt) || moments.firstOutput === undefined) {
    return { because: whyNoOutput(attempt) };
  }
  const unfinished = whyUnfinished(attempt);
  if (unfinished) return { because: unfinished };
  if ((response.choiceCount ?? 1) > 1) return { because: 'the answer has several choices' };
  if (!response.usage) return { because: 'the server reported no token counts' };
  return isReasoningStreamedInFull(attempt, response, moments)
    ? spanOver(response.usage.outputTokens, {
        first: moments.firstOutput,
        last: moments.lastOutput,
        events: moments.outputCount,
      })
    : visibleSpan(attempt, response.usage, moments);
}

/** Whether the figure of this span must be read with care, and why. */
export function caveatOf({ tokens, events }: DecodeSpan): string | undefined {
  if (events >= (tokens + 1) / TOKENS_PER_EVENT_WHEN_COARSE) return undefined;
  return `coarse: ${events} output events for ${tokens + 1} tokens`;
}

function isReasoningStreamedInFull(attempt: Attempt, response: ResponseFacts, moments: Moments): boolean {
  return response.reasoningStream !== 'summary' && !hasHiddenReasoning(attempt, moments);
}

function visibleSpan(attempt: Attempt, usage: Usage, { firstVisible }: Moments): DecodeSpan | NotMeasured {
  if (usage.reasoningTokens === null) {
    return { because: 'the reasoning was not streamed in full and the server did not report its tokens' };
  }
  if (firstVisible === undefined) return { because: 'the answer has no visible output' };
  if (attempt.events.some((event) => event.at > firstVisible && isReasoning(event))) {
    return { because: 'reasoning that was not streamed in full came between visible output' };
  }
  const visible = attempt.events.filter(isVisible);
  return spanOver(usage.outputTokens - usage.reasoningTokens, {
    first: firstVisible,
    last: visible.at(-1)?.at,
    events: visible.length,
  });
}

function isReasoning({ flags }: StreamEvent): boolean {
  return (flags & EventFlag.reasoning) !== 0;
}

interface Stretch {
  readonly first: Milliseconds;
  readonly last?: Milliseconds;
  /** Output events in it. */
  readonly events: number;
}

function spanOver(tokens: Tokens, { first, last = first, events }: Stretch): DecodeSpan | NotMeasured {
  if (tokens < 2) return { because: 'a time per token needs at least 2 tokens of output' };
  const length = last - first;
  return length > 0 ? { tokens: tokens - 1, length, events } : { because: 'all output arrived at once' };
}
