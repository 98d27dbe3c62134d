import { memoiseByIdentity } from '../../base/memoise';
import type { PromptPart } from '../../model/prompt';

/** What tells prompts of one conversation, of equal value for equal content. */
export interface PromptKeys {
  /** The conversation: all but tools and instructions, which programs change from turn to turn. */
  readonly messages: readonly PromptPart[];
  /** `prefixes[n]` stands for the first n messages in their order; one more than there are messages. */
  readonly prefixes: readonly number[];
  /** Stands for all tools and instructions. */
  readonly frame: number;
  /** Stands for their kinds and lengths: where a clock in them is all that changes, these stay. */
  readonly frameShape: number;
}

const SEED = 0x1505;

/** The keys of a prompt; all of them at once, remembered for as long as the prompt lives. */
export const promptKeysOf = memoiseByIdentity((prompt: readonly PromptPart[]): PromptKeys => {
  const spoken = prompt.filter(({ kind }) => !isFrame(kind));
  // A prompt may be instructions alone.
  const messages = spoken.length > 0 ? spoken : prompt.filter(({ kind }) => kind === 'system');
  const prefixes = [SEED];
  for (const { digest } of messages) prefixes.push(chainHash(prefixes.at(-1) as number, digest));
  const frame = prompt.filter(({ kind }) => isFrame(kind));
  return {
    messages,
    prefixes,
    frame: frame.reduce((hash, { digest }) => chainHash(hash, digest), SEED),
    frameShape: frame.reduce((hash, { kind, chars }) => chainHash(hash, `${kind} ${chars}`), SEED),
  };
});

/** Stands for the two messages before a position; undefined where there are not as many. */
export function endKey(messages: readonly PromptPart[], position: number): number | undefined {
  const [one, other] = [messages[position - 2], messages[position - 1]];
  return one && other && chainHash(chainHash(SEED, one.digest), other.digest);
}

function isFrame(kind: PromptPart['kind']): boolean {
  return kind === 'tools' || kind === 'system';
}

/**
 * A 53-bit hash of a text and of the hash before it: two multiplicative hashes of 32 bits side by side, mixed at the end.
 * Among a million prompts two that differ meet with a chance below one in ten thousand.
 */
function chainHash(before: number, text: string): number {
  let low = before | 0;
  let high = (before / 2 ** 32) | 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 0x9e3779b1);
    high = Math.imul(high ^ code, 0x5f356495);
  }
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}
