import { chainHash, chainNumber } from '../../base/hash';
import { memoiseByIdentity } from '../../base/memoise';
import type { RequestFacts, ResponseFacts } from '../../model/attempt';
import { type Call, lastAttempt } from '../../model/call';
import { VISIBLE_FLAGS } from '../../model/streamEvent';
import { type PromptKeys, promptKeysOf } from './promptKeys';

/** What of a call tells which conversation it belongs to. */
export interface ConversationCall {
  readonly call: Call;
  readonly request: RequestFacts;
  readonly response?: ResponseFacts;
  /** Absent when nothing is known of its prompt. */
  readonly keys?: PromptKeys;
  /** Ids of the tool calls that its answer asks for. */
  readonly asked: readonly string[];
  /** Equal where the same is said at the same place of the program. */
  readonly said?: number;
  /** It has been answered, be it in part: the conversation can go on from that. */
  readonly isAnswered: boolean;
}

/** Remembered for as long as the call stays as it is. */
export const conversationCallOf = memoiseByIdentity((call: Call): ConversationCall => {
  const { request, response, outcome, events } = lastAttempt(call);
  const keys = request.prompt && promptKeysOf(request.prompt);
  return {
    call,
    request,
    response,
    keys,
    said: keys && whatIsSaid(keys, call),
    asked: (response?.toolCalls ?? []).flatMap(({ id }) => id ?? []),
    isAnswered: outcome === 'complete' || events.some(({ flags }) => (flags & VISIBLE_FLAGS) !== 0),
  };
});

function whatIsSaid({ prefixes, frameShape }: PromptKeys, { attribution }: Call): number {
  return chainHash(chainNumber(prefixes.at(-1) as number, frameShape), attribution.site?.id ?? '');
}
