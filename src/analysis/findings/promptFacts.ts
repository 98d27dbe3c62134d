import { memoiseByIdentity } from '../../base/memoise';
import type { Tokens } from '../../base/units';
import { modelOf } from '../../metrics/callTimes';
import { type Call, lastAttempt } from '../../model/call';
import type { PromptPart } from '../../model/prompt';

/** English prose has about so many characters a token; only where the server reported no tokens. */
const CHARS_PER_TOKEN = 4;

/** What the prompt of a call says for caches. */
export interface PromptFacts {
  readonly parts: readonly PromptPart[];
  readonly chars: number;
  /** Estimated from the characters where the server did not report them. */
  readonly tokens: Tokens;
  readonly tokensPerChar: number;
  readonly cachedTokens: Tokens;
  /** Of which the server put so many into a cache; 0 where it does not say. */
  readonly writtenTokens: Tokens;
  /** How many parts a cache can hold: those up to the last mark, or all where a provider caches by itself. */
  readonly cacheable: number;
  /** The client asks for a cache, or the server wrote one. */
  readonly asksForCache: boolean;
  /** Calls that differ in this share no cache. */
  readonly scope: string;
}

/** Undefined where the prompt is not known, or no answer tells what became of it, and for embeddings. */
export const promptFactsOf: (call: Call) => PromptFacts | undefined = memoiseByIdentity((call) => {
  const attempt = lastAttempt(call);
  const parts = attempt.request.prompt;
  const isKnown = parts && parts.length > 0 && call.outcome === 'complete' && !attempt.request.continues;
  if (!isKnown || isEmbedding(call)) return undefined;
  const usage = attempt.response?.usage;
  const chars = parts.reduce((sum, part) => sum + part.chars, 0);
  const tokens = usage?.inputTokens || chars / CHARS_PER_TOKEN;
  const lastMark = parts.findLastIndex(({ cacheMark }) => cacheMark);
  return {
    parts,
    chars,
    tokens,
    tokensPerChar: tokens / Math.max(1, chars),
    cachedTokens: usage?.cachedTokens ?? 0,
    writtenTokens: usage?.cacheWriteTokens ?? 0,
    cacheable: lastMark < 0 ? parts.length : lastMark + 1,
    asksForCache: lastMark >= 0 || (usage?.cacheWriteTokens ?? 0) > 0,
    scope: `${attempt.endpoint.host} ${modelOf(attempt)}`,
  };
});

/** Embeddings have no cache, and those of one model are of no use beside those of another. */
export function isEmbedding(call: Call): boolean {
  return lastAttempt(call).style.endsWith('.embeddings');
}

/** How providers of a wire style cache prompts: by themselves, or only what a request marks. */
export function cachesOnRequest(call: Call): boolean {
  return /^(anthropic\.|bedrock\.)/.test(lastAttempt(call).style);
}

/** How many leading parts two prompts share. */
export function countSharedParts(one: readonly PromptPart[], other: readonly PromptPart[]): number {
  const length = Math.min(one.length, other.length);
  let shared = 0;
  while (shared < length && one[shared]?.digest === other[shared]?.digest) shared += 1;
  return shared;
}

export function charsOf(parts: readonly PromptPart[]): number {
  return parts.reduce((sum, { chars }) => sum + chars, 0);
}
