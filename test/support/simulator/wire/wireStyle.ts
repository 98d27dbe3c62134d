import type { Behaviour, Usage } from '../behaviour';
import type { PromptCachePolicy } from '../promptCache';
import type { WriteKind } from '../simulatorLog';

export type StyleId =
  | 'openai.chat'
  | 'openai.responses'
  | 'anthropic.messages'
  | 'ollama.chat'
  | 'gemini.generate';

export type Json = Readonly<Record<string, unknown>>;

/** What a style reads out of a request's body, and of its path where that says it. */
export interface Prompt {
  readonly model: string;
  readonly stream: boolean;
  readonly system: string;
  readonly firstUserText: string;
  readonly toolResults: number;
  /** The part that a provider may serve from its cache, and what comes after it. */
  readonly cacheable: string;
  readonly rest: string;
}

/** One event of a stream as bytes on the wire, event framing included. */
export interface Frame {
  readonly kind: WriteKind;
  readonly text: string;
  /** Output tokens that it carries. */
  readonly tokens: number;
}

/** What an encoder knows of the answer it encodes. */
export interface AnswerContext {
  /** As `x-request-id`; `id` is its variable part. */
  readonly requestId: string;
  readonly id: string;
  readonly model: string;
  readonly body: Json;
  readonly usage: Usage;
  readonly finish: Behaviour['finish'];
  readonly serverFigures: Behaviour['serverFigures'];
  readonly items: readonly AnswerItem[];
  /** Seconds since 1970. */
  readonly createdAt: number;
}

/** One finished piece of output, for whole answers and for the ends of streamed items. */
export interface AnswerItem {
  readonly type: 'text' | 'refusal' | 'reasoning' | 'reasoningSummary' | 'hiddenReasoning' | 'toolCall';
  /** Text, or the arguments of a tool call as JSON. */
  readonly text: string;
  /** Of the tool. */
  readonly name: string;
  /** Unique in the simulator: the provider's id of the item. */
  readonly id: string;
}

/** Encodes one stream, called in the order of its methods; `begin`, `delta`, `end` once per item. */
export interface StreamEncoder {
  open(): Frame[];
  begin(item: AnswerItem, index: number): Frame[];
  delta(item: AnswerItem, index: number, text: string, tokens: number): Frame[];
  end(item: AnswerItem, index: number): Frame[];
  close(): Frame[];
  /** At any moment. */
  keepalive(): Frame;
  /** Instead of what was still to come. */
  fail(): Frame[];
}

export interface WireStyle {
  readonly id: StyleId;
  readonly path: RegExp;
  /** Content type of its streams. */
  readonly streamType: string;
  readonly cachePolicy: PromptCachePolicy;
  readPrompt(body: Json, path: string): Prompt;
  /** Provider headers of every answer. `processingMs`: time spent before the head. */
  headers(id: string, processingMs: number): Record<string, string>;
  createEncoder(context: AnswerContext): StreamEncoder;
  encodeWhole(context: AnswerContext): Json;
  /** The body of an HTTP error. */
  encodeError(status: number, id: string): Json;
}

/** Content type of server-sent events. */
export const eventStreamType = 'text/event-stream; charset=utf-8';

/** A data-only server-sent event. */
export function dataEvent(payload: Json | '[DONE]'): string {
  return `data: ${typeof payload === 'string' ? payload : JSON.stringify(payload)}\n\n`;
}

/** A server-sent event named after the `type` of its payload. */
export function namedEvent(payload: Json & { readonly type: string }): string {
  return `event: ${payload.type}\n${dataEvent(payload)}`;
}
