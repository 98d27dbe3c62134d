import type { PromptPart } from '../../model/prompt';
import { chooseAnswer } from './chooseAnswer';
import type { ConversationCall } from './conversationCall';
import { endKey } from './promptKeys';
import { RecentCalls } from './recentCalls';
import type { Undoable } from './undoable';

/** A call that another one may go on from, and where in that one's prompt its answer would be. */
interface Found {
  readonly call: ConversationCall;
  readonly position: number;
}

/**
 * Finds the call that each call of a run carries on: by the id of the answer that its request names, by the ids of tool
 * calls in its prompt, or because its prompt begins with that call's or holds the end of it, an answer coming next. Where
 * several would do, the latest part of the prompt decides.
 */
export class Predecessors {
  readonly #byResponse = new Map<string, ConversationCall>();
  readonly #byConversation = new Map<string, ConversationCall>();
  readonly #byToolCall: RecentCalls<string>;
  readonly #byPrefix: RecentCalls<number>;
  readonly #byEnd: RecentCalls<number>;
  readonly #changes: Undoable;

  constructor(changes: Undoable) {
    this.#changes = changes;
    this.#byToolCall = new RecentCalls(changes);
    this.#byPrefix = new RecentCalls(changes);
    this.#byEnd = new RecentCalls(changes);
  }

  /**
   * The call that this one carries on; undefined where it begins a conversation, or nothing can be told.
   * @param call after all that started before it were added
   */
  find(call: ConversationCall): ConversationCall | undefined {
    const { continuesResponse } = call.request;
    const named = continuesResponse === undefined ? undefined : this.#byResponse.get(continuesResponse);
    return named ?? this.#findKept(call) ?? this.#findByPrompt(call)?.call;
  }

  /** Makes a call known to those that start after it. */
  add(call: ConversationCall): void {
    const { response, keys, asked } = call;
    const { responseId } = response ?? {};
    if (responseId !== undefined) this.#changes.set(this.#byResponse, responseId, call);
    for (const id of asked) this.#byToolCall.add(id, call);
    const kept = keptConversationOf(call);
    if (kept !== undefined) this.#changes.set(this.#byConversation, kept, call);
    else if (keys) this.#addPrompt(call, keys.messages, keys.prefixes);
  }

  /** What the program has begun to write of the answer itself is no part of what was asked. */
  #addPrompt(call: ConversationCall, messages: readonly PromptPart[], prefixes: readonly number[]): void {
    const begun = messages.length - startOfRun(messages, messages.length, 'assistant');
    for (const end of new Set([messages.length, messages.length - begun])) {
      if (end === 0) continue;
      this.#byPrefix.add(prefixes[end] as number, call);
      const key = endKey(messages, end);
      if (key !== undefined) this.#byEnd.add(key, call);
    }
  }

  #findKept(call: ConversationCall): ConversationCall | undefined {
    const kept = keptConversationOf(call);
    return kept === undefined ? undefined : this.#byConversation.get(kept);
  }

  #findByPrompt(call: ConversationCall): Found | undefined {
    if (!call.keys) return undefined;
    const asked = this.#findByToolCall(call, call.keys.messages);
    return this.#findByMessages(call, asked?.position ?? 0) ?? asked;
  }

  /** The last tool call in the prompt that an answer of this run asked for. */
  #findByToolCall(call: ConversationCall, messages: readonly PromptPart[]): Found | undefined {
    for (let index = messages.length - 1; index >= 0; index -= 1) {
      const { toolCalls = [] } = messages[index] as PromptPart;
      for (const id of toolCalls) {
        const askers = this.#byToolCall.get(id);
        if (askers.length === 0) continue;
        const position = startOfAnswer(messages, index);
        const found = chooseAnswer(askers, call, position);
        if (found) return { call: found, position };
      }
    }
    return undefined;
  }

  /** The latest place in the prompt, after `from`, where what was said so far was asked before. */
  #findByMessages(call: ConversationCall, from: number): Found | undefined {
    const { messages = [], prefixes = [] } = call.keys ?? {};
    for (let position = messages.length - 1; position > from; position -= 1) {
      const found = chooseAnswer(this.#askedUpTo(messages, prefixes, position), call, position);
      if (found) return { call: found, position };
    }
    return undefined;
  }

  #askedUpTo(
    messages: readonly PromptPart[],
    prefixes: readonly number[],
    position: number,
  ): readonly ConversationCall[] {
    const whole = this.#byPrefix.get(prefixes[position] as number);
    if (whole.length > 0 || messages[position]?.kind !== 'assistant') return whole;
    const key = endKey(messages, position);
    return key === undefined ? whole : this.#byEnd.get(key);
  }
}

/** Names the conversation that a server keeps, where the request holds only what is new. */
function keptConversationOf({ request, keys }: ConversationCall): string | undefined {
  if (!request.continues || request.continuesResponse !== undefined) return undefined;
  const first = keys?.messages[0];
  return first?.kind === 'other' ? first.digest : undefined;
}

/** Where the answer begins that a message with tool calls, or with results of them, belongs to. */
function startOfAnswer(messages: readonly PromptPart[], index: number): number {
  const results = startOfRun(messages, index + 1, 'toolResult');
  return startOfRun(messages, results, 'assistant');
}

/** Where the messages of a kind begin that end right before `end`; `end` where there are none. */
function startOfRun(messages: readonly PromptPart[], end: number, kind: PromptPart['kind']): number {
  let start = end;
  while (start > 0 && messages[start - 1]?.kind === kind) start -= 1;
  return start;
}
