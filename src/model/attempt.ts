import type { AttemptId, Bytes, Milliseconds, ProcessId } from '../base/units';
import type { Holdup } from './holdup';
import type { Failure, Outcome } from './outcome';
import type { PromptPart } from './prompt';
import type { RateLimit } from './rateLimit';
import type { ServerTimings } from './serverTimings';
import type { BodyRead, StreamEvent } from './streamEvent';
import type { Usage } from './usage';

/** Where a request went. */
export interface Endpoint {
  readonly method: string;
  /** Host with port as in the URL. */
  readonly host: string;
  readonly path: string;
  /** `http` or `https`. */
  readonly scheme: string;
}

/** What the request asked for, without its content. */
export interface RequestFacts {
  readonly bytes: Bytes;
  /** Whether a streamed answer was asked for. */
  readonly streamed: boolean;
  readonly model?: string;
  readonly messageCount?: number;
  readonly toolCount?: number;
  readonly maxOutputTokens?: number;
  /** It names an earlier answer to go on from, and holds only what is new. */
  readonly continues?: boolean;
  /** Id of the answer that it goes on from, where it names one. */
  readonly continuesResponse?: string;
  /** Its prompt in the order in which servers read and cache it: tools, system, messages. Absent when it can't be told. */
  readonly prompt?: readonly PromptPart[];
  /** SHA-256 of the body, first 16 hex digits: tells equal requests without keeping them. */
  readonly bodyHash?: string;
  /** Number of this try as the SDK counts it, 0 for the first. */
  readonly retryCount?: number;
  /** Name that the SDK gave the call, the same in all its attempts. */
  readonly invocationId?: string;
}

/** Moments of one HTTP exchange. Absent = never reached or not observable. */
export interface AttemptTiming {
  /** The client starts the request. */
  readonly start: Milliseconds;
  /** A new connection was begun for it, its name resolved, TCP up, TLS up. */
  readonly connectStart?: Milliseconds;
  readonly dnsDone?: Milliseconds;
  readonly tcpDone?: Milliseconds;
  readonly tlsDone?: Milliseconds;
  /**
   * A connected socket was assigned. What is before `connectStart`, or before this without one, is a wait in the
   * client's queue for a connection.
   */
  readonly assigned?: Milliseconds;
  /** Last byte of the request's body was handed to the socket. */
  readonly sent?: Milliseconds;
  /** Status line and headers complete. */
  readonly headers?: Milliseconds;
  /** They may have come any time since then, and were read only at `headers`; absent when they came then. */
  readonly headersSince?: Milliseconds;
  /** Body ended: EOF, reset, abort, or the process went away. */
  readonly close?: Milliseconds;
}

/** A tool call that the model asked for; arguments are not kept. */
export interface ToolCallFact {
  readonly id?: string;
  readonly name: string;
  readonly argumentChars: number;
}

/** How reasoning reached the client. `hidden`: billed, nothing streamed. `summary`: chunk count says nothing. */
export type ReasoningStream = 'none' | 'full' | 'summary' | 'hidden';

/** What the response said, without its content. */
export interface ResponseFacts {
  readonly status: number;
  readonly contentType?: string;
  readonly bytes: Bytes;
  /** Whether the body really came as a stream of events, whatever was asked for. */
  readonly streamed: boolean;
  readonly model?: string;
  readonly responseId?: string;
  /** Whom a gateway had answer, by the name that it gives. */
  readonly servedBy?: string;
  readonly finishReason?: string;
  readonly endMarker?: string;
  readonly reasoningStream: ReasoningStream;
  readonly textChars: number;
  readonly reasoningChars: number;
  readonly toolCalls: readonly ToolCallFact[];
  /** Number of alternative answers in it (`n`, candidates); absent means one. */
  readonly choiceCount?: number;
  readonly usage?: Usage;
  /** Wait that the server asked for, from `retry-after` or `retry-after-ms`. */
  readonly retryAfterMs?: Milliseconds;
  /** What was left of the limits that the provider holds the client to; absent when it told of none. */
  readonly rateLimits?: readonly RateLimit[];
  readonly serverTimings?: ServerTimings;
}

/** One HTTP exchange, frozen. Grows by being replaced while it is in flight. */
export interface Attempt {
  readonly id: AttemptId;
  readonly process: ProcessId;
  readonly transport: string;
  /** OpenTelemetry `gen_ai.provider.name` value, or the host when it is none of the known ones. */
  readonly provider: string;
  /** Wire style, for example `openai.chat`. */
  readonly style: string;
  readonly endpoint: Endpoint;
  readonly connectionReused?: boolean;
  readonly timing: AttemptTiming;
  readonly request: RequestFacts;
  readonly response?: ResponseFacts;
  readonly reads: readonly BodyRead[];
  readonly events: readonly StreamEvent[];
  /**
   * Earlier attempts of the run, words of whose answers its prompt holds, without those whose words the prompt of another
   * one of them held already. Absent when none were found.
   */
  readonly quotes?: readonly AttemptId[];
  /** What on the program's side kept the answer from being read, in order; absent when that can't be told. */
  readonly holdups?: readonly Holdup[];
  readonly outcome: Outcome;
  readonly failure?: Failure;
  /** What is incomplete or unusual about this record, one sentence each ("no end marker", "body over the cap"). */
  readonly remarks: readonly string[];
}
