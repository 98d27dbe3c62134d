import type { Milliseconds, Tokens } from '../base/units';
import type { Attempt, ResponseFacts } from '../model/attempt';
import { EventFlag, type StreamEvent, VISIBLE_FLAGS } from '../model/streamEvent';
import type { Usage } from '../model/usage';
import type { NotMeasured } from './metric';
import { whyNoOutput, whyUnfinished } from './missing';
import { findMoments, hasHiddenReasoning, isStream, type Moments } from './moments';

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
    ? spanOver(moments.outputs, response.usage.outputTokens)
    : visibleSpan(response.usage, moments);
}

/** Whether the figure of this span must be read with care, and why. */
export function caveatOf({ tokens, events }: DecodeSpan): string | undefined {
  if (events >= (tokens + 1) / TOKENS_PER_EVENT_WHEN_COARSE) return undefined;
  return `coarse: ${events} output events for ${tokens + 1} tokens`;
}

function isReasoningStreamedInFull(attempt: Attempt, response: ResponseFacts, moments: Moments): boolean {
  return response.reasoningStream !== 'summary' && !hasHiddenReasoning(attempt, moments);
}

function visibleSpan(usage: Usage, moments: Moments): DecodeSpan | NotMeasured {
  if (usage.reasoningTokens === null) {
    return { because: 'the reasoning was not streamed in full and the server did not report its tokens' };
  }
  if (moments.firstVisible === undefined) return { because: 'the answer has no visible output' };
  if (hasReasoningAfter(moments.firstVisible, moments)) {
    return { because: 'reasoning that was not streamed in full came between visible output' };
  }
  const visible = moments.outputs.filter((event) => (event.flags & VISIBLE_FLAGS) !== 0);
  return spanOver(visible, usage.outputTokens - usage.reasoningTokens);
}

function hasReasoningAfter(moment: Milliseconds, { outputs }: Moments): boolean {
  return outputs.some((event) => event.at > moment && (event.flags & EventFlag.reasoning) !== 0);
}

function spanOver(events: readonly StreamEvent[], tokens: Tokens): DecodeSpan | NotMeasured {
  if (tokens < 2) return { because: 'a time per token needs at least 2 tokens of output' };
  const first = events[0]?.at ?? 0;
  const length = (events.at(-1)?.at ?? 0) - first;
  if (length <= 0) return { because: 'all output arrived at once' };
  return { tokens: tokens - 1, length, events: events.length };
}
