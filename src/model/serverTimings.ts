import type { Milliseconds, Tokens } from '../base/units';

/**
 * What a server says of its own work on one answer, in the order of that work. Absent = it does not say. Lengths by
 * the server's clock: when the work was done within the exchange is not known.
 */
export interface ServerTimings {
  /** Waiting for its turn. */
  readonly queue?: Milliseconds;
  /** Until the model was ready to work; with Ollama the wait for a free place is in it. */
  readonly load?: Milliseconds;
  /** Working off the prompt, up to the first token. What a cache had of the prompt took no part in it. */
  readonly prefill?: Milliseconds;
  /** Making the other tokens. */
  readonly decode?: Milliseconds;
  /** Prefill and decode together, where the server does not tell them apart. */
  readonly inference?: Milliseconds;
  /** From the arrival of the request to the first token: queue, load and prefill. */
  readonly firstToken?: Milliseconds;
  /** From the arrival of the request to the end of the answer; may hold work that is named nowhere. */
  readonly total?: Milliseconds;
  /** Until the head of the answer was sent; on streams that is not all of the work. */
  readonly untilHeaders?: Milliseconds;
  /** What a gateway in front of the model's server added. */
  readonly gateway?: Milliseconds;
  /** Prompt tokens that the prefill worked off: those that no cache had. */
  readonly prefillTokens?: Tokens;
  /** What its `server-timing` header names, in its own words. */
  readonly named?: readonly { readonly name: string; readonly length: Milliseconds }[];
}
