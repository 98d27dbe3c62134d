import type { WriteKind } from './simulatorLog';
import type { StyleId } from './wire/wireStyle';

/** One piece of what the model puts out, in order. A run of tool calls is a set of parallel calls. */
export type OutputItem =
  | { readonly text: string }
  | { readonly refusal: string }
  /** Thinking that is streamed in full. */
  | { readonly reasoning: string }
  /** Thinking of `tokens` tokens of which a summary is streamed, spread over the time that the thinking takes. */
  | { readonly reasoningSummary: string; readonly tokens: number }
  /** Thinking of which nothing is streamed; it takes its time and its tokens are billed. */
  | { readonly hiddenReasoningTokens: number }
  | { readonly toolCall: { readonly name: string; readonly arguments: object } };

/** How a request goes wrong. Token counts are output tokens already written. */
export type Failure =
  /** An HTTP error instead of an answer. Waits come as `retry-after` (seconds) and `retry-after-ms`. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfterSeconds?: number;
      readonly retryAfterMs?: number;
      readonly shouldRetry?: boolean;
    }
  /** The stream itself reports an error, after HTTP 200. */
  | { readonly kind: 'streamError'; readonly afterTokens: number }
  /** The socket is destroyed in mid-stream. */
  | { readonly kind: 'cut'; readonly afterTokens: number }
  /** The stream falls silent for ever; it ends when the client gives up. */
  | { readonly kind: 'hang'; readonly afterTokens: number }
  /** A web page where JSON or an event stream was due: a captive portal, a wrong base URL. */
  | { readonly kind: 'html'; readonly status: number };

/** How one request is answered. All times count from the moment its body was complete. */
export interface Behaviour {
  /** Streamed answers: when the response head is written. Default 0. Others get their head with the body. */
  readonly headersAfterMs?: number;
  /** When the first token is made, before what the prompt adds. Default 0. */
  readonly firstTokenAfterMs?: number;
  /** Added to the first token's time for each prompt token that was not in the prompt cache. Default 0. */
  readonly perUncachedTokenMs?: number;
  /** Time between tokens. Default 5. */
  readonly tokenEveryMs?: number;
  /** Moves each token by up to this much either way, seeded; never adds up. Default 0. */
  readonly jitterMs?: number;
  /** Tokens per delta; it is written when its first token is due. Default 1. */
  readonly tokensPerChunk?: number;
  /** Consecutive deltas that share one write, as a buffering proxy would have it. Default 1. */
  readonly deltasPerWrite?: number;
  /** Silences in mid-stream. */
  readonly stalls?: readonly { readonly afterTokens: number; readonly forMs: number }[];
  /** Keep-alive events while the head is out and the first token is not. Default none. */
  readonly keepaliveEveryMs?: number;
  /** From the last token to the finish events. Default 0. */
  readonly finishAfterMs?: number;
  readonly output?: readonly OutputItem[];
  /** `length`: the answer was cut at the output limit. Default: `stop`, or the call of tools when there are any. */
  readonly finish?: 'length';
  /** Replaces counted tokens in the reported usage. */
  readonly usage?: Partial<Usage>;
  readonly failure?: Failure;
  /** Added to the answer's headers, in place of those of the same name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Members that a server adds where it reports usage, to tell of its own work. Chat Completions and Ollama only. */
  readonly serverFigures?: Readonly<Record<string, unknown>>;
  /**
   * Asked before each write of a stream: it and all that follow are put off until that has settled. Lets a test hold an
   * answer until it has seen what it looks for.
   */
  readonly before?: (kind: WriteKind) => Promise<unknown> | undefined;
}

/** Token counts as the simulator thinks of them: input includes cached tokens, output includes reasoning. */
export interface Usage {
  readonly inputTokens: number;
  readonly cachedTokens: number;
  /** Tokens newly written to the prompt cache; only Anthropic tells. */
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
}

/** What a scenario may look at. Scenarios decide from this alone, so that runs repeat and may run side by side. */
export interface SimulatedRequest {
  /** The request id that the answer carries. */
  readonly id: string;
  readonly style: StyleId;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly model: string;
  readonly stream: boolean;
  /** The SDK's own count of earlier attempts of this call. */
  readonly retryCount: number;
  /** System prompt or instructions. */
  readonly system: string;
  /** Text of the first message of the user: what the conversation is about. */
  readonly firstUserText: string;
  /** Tool results in the conversation so far: how far the agent's loop has come. */
  readonly toolResults: number;
  readonly inputTokens: number;
  readonly cachedTokens: number;
}

export type Respond = (request: SimulatedRequest) => Behaviour;

/** A request to the ordinary HTTP API that stands in for the tools of an agent. */
export interface ToolRequest {
  readonly method: string;
  /** Below `/tools`, as in `/docs`. */
  readonly path: string;
  readonly query: URLSearchParams;
}

export interface ToolAnswer {
  readonly afterMs: number;
  readonly status?: number;
  readonly json: unknown;
}

/** Answers a tool request; nothing means 404. */
export type AnswerTool = (request: ToolRequest) => ToolAnswer | undefined;
