import type { Milliseconds } from '../base/units';

/** A limit that a provider holds its client to, as an answer's headers told it: what of it was left after the request. */
export interface RateLimit {
  /** What is counted: one of these where it is one of them, else the word in the provider's own header. */
  readonly of: 'requests' | 'tokens' | 'inputTokens' | 'outputTokens' | (string & {});
  /** What may be used of it in its window. */
  readonly limit?: number;
  /** What of that was left. */
  readonly remaining?: number;
  /** From the headers of the answer until it is whole again, if nothing more is asked for. */
  readonly resetMs?: Milliseconds;
}
