import type { RequestFacts } from '../model/attempt';
import type { Answer } from './answer/answer';
import type { JsonObject } from './json';
import type { PromptPiece } from './promptParts';
import type { ResponseHead } from './wireDecoder';

/** What is particular to one wire style; everything else is alike for all of them. */
export interface StyleDefinition {
  /** One of `WireStyleId`. */
  readonly id: string;
  /** An answer has no head and is lines, each a message: what the probe makes of a WebSocket. Otherwise it is a body. */
  readonly framing?: 'lines';
  /** Streams are JSON by the line, also where their head does not say so. */
  readonly streamsLines?: true;
  /** A JSON array in place of server-sent events is a stream too: each of its elements is a message. */
  readonly streamsArray?: true;
  /** Its streams have no end marker, or not all of them: one that ends without is as it should be. */
  readonly endsUnmarked?: true;
  /** Its documents hold vectors, of which nothing is read. */
  readonly hasVectors?: true;
  /** What the style answers with, for sentences: "a Chat Completions answer". */
  readonly answerName: string;
  /** Facts that the request's body tells; without those that its bytes and headers tell. */
  readonly describeBody: (body: JsonObject, url: URL) => BodyFacts;
  /** Facts that the request's path tells, whatever became of its body. */
  readonly describePath?: (url: URL) => Partial<BodyFacts>;
  /**
   * The prompt that the request's body holds, in the order in which servers read it: tools, system, messages. Empty when
   * it can't be told.
   * @param body where several messages ask, the members of all of them, which are in `messages`
   */
  readonly describePrompt?: (body: JsonObject, messages: readonly JsonObject[]) => readonly PromptPiece[];
  /** Opens a reader for one response, which adds to `answer`. */
  readonly openReader: (answer: Answer, exchange: Exchange) => MessageReader;
}

/** What surrounds a response's body, for what a style says there alone. */
export interface Exchange {
  readonly request: RequestFacts;
  readonly head: ResponseHead;
}

export type BodyFacts = Pick<
  RequestFacts,
  'streamed' | 'model' | 'messageCount' | 'toolCount' | 'maxOutputTokens' | 'continues' | 'continuesResponse'
>;

/** Reads the messages of one response. What it doesn't know it passes over; it says whether it knew the message. */
export interface MessageReader {
  /** @param name of the server-sent event, when it has one */
  readEvent(message: JsonObject, name: string | undefined): boolean;
  /** The whole answer in one document. */
  readDocument(document: JsonObject): boolean;
}
