import type { Milliseconds } from '../base/units';
import type { ReasoningStream, RequestFacts } from '../model/attempt';
import type { BodyRead, StreamEvent } from '../model/streamEvent';
import type { Usage } from '../model/usage';
import type { PartListener } from './promptParts';

/** What of a response's head a decoder may go by. */
export interface ResponseHead {
  readonly status: number;
  /** Lower-case names, allow-listed by the probe. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Figures by their names. */
export type Told = Readonly<Record<string, number | null>>;

/** A tool call as it came, arguments included; only sizes of it leave the pipeline. */
export interface DecodedToolCall {
  readonly id?: string;
  readonly name: string;
  /** JSON text, whole unless it is over what is kept of one response. */
  readonly arguments: string;
  /** Length of the arguments, whatever is kept of them. */
  readonly argumentChars: number;
}

/** Everything a response has said so far. Holds content: it must not be stored. */
export interface DecodedResponse {
  readonly reads: readonly BodyRead[];
  readonly events: readonly StreamEvent[];
  readonly bytes: number;
  readonly commentCount: number;
  readonly pingCount: number;
  /** Concatenated output of the first choice. */
  readonly text: string;
  /** Characters of answer text and refusals in all choices, whatever is kept of them. */
  readonly textChars: number;
  readonly reasoning: string;
  /** Characters of reasoning in all choices, whatever is kept of them. */
  readonly reasoningChars: number;
  readonly refusal: string;
  readonly toolCalls: readonly DecodedToolCall[];
  /** Text per choice when the answer has several. */
  readonly choices?: readonly string[];
  readonly finishReason: string | null;
  readonly endMarker: string | null;
  readonly usage: Usage | null;
  readonly reasoningStream: ReasoningStream;
  readonly model: string | null;
  readonly responseId: string | null;
  /** Whom a gateway had answer, by the name that it gives; null when it says nothing, or is none. */
  readonly servedBy: string | null;
  /** Its type is null where the server gives none. */
  readonly error: { readonly type: string | null; readonly message: string } | null;
  /**
   * What the server says of its own work: see `readServerTimings` for the names. Null where a figure that it gives as a
   * rule is left out.
   */
  readonly serverTimings: Told | null;
  readonly retryAfterMs: Milliseconds | null;
  /** Whether the body is a stream of events (rather than one document). */
  readonly streamed: boolean;
  /** Set when the bytes can't be read as what they claim to be; the sentence says what they look like instead. */
  readonly undecoded: string | null;
  readonly remarks: readonly string[];
}

/** Decodes one response's body, fed as it arrives. Never throws. */
export interface ResponseDecoder {
  /** One read of the socket, as it came (content-encoded). */
  push(bytes: Uint8Array, at: Milliseconds): void;
  /** The body ended; what is unterminated is flushed. No `push` after it. */
  end(at: Milliseconds): void;
  /**
   * What is known so far; the same object until more is known, and never changed afterwards. Costs a copy of the lists
   * of reads and events when something came since: ask at every refresh, not at every read.
   */
  snapshot(): DecodedResponse;
}

/** One way of speaking to a model. One file each, opened by a link to its specification. */
export interface WireStyle {
  readonly id: string;
  /** Its answers come without a head of their own: the connection was opened for many. */
  readonly isHeadless?: boolean;
  /**
   * Facts of the request, from its (complete) body. Never throws; what can't be read is left out.
   * @param onPart must not throw
   */
  describeRequest(
    body: Uint8Array,
    url: URL,
    headers: Readonly<Record<string, string>>,
    onPart?: PartListener,
  ): RequestFacts;
  /** Opens a decoder for the response to that request. */
  openResponse(head: ResponseHead, request: RequestFacts): ResponseDecoder;
}
