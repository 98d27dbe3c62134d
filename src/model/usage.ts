import type { Tokens } from '../base/units';

/** Token counts as the server reported them, normalised over providers. Absent = not reported. */
export interface Usage {
  /** All prompt tokens, cached ones included; null when not reported. */
  readonly inputTokens: Tokens | null;
  /** All generated tokens, reasoning included. */
  readonly outputTokens: Tokens;
  /** Prompt tokens read from a cache; 0 when not reported. */
  readonly cachedTokens: Tokens;
  /** Prompt tokens written to a cache; 0 when not reported. */
  readonly cacheWriteTokens: Tokens;
  /** Generated tokens that were reasoning; null when not reported. */
  readonly reasoningTokens: Tokens | null;
}
