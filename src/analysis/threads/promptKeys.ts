import { chainHash, HASH_SEED } from '../../base/hash';
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

/** The keys of a prompt; all of them at once, remembered for as long as the prompt lives. */
export const promptKeysOf = memoiseByIdentity((prompt: readonly PromptPart[]): PromptKeys => {
  const spoken = prompt.filter(({ kind }) => !isFrame(kind));
  // A prompt may be instructions alone.
  const messages = spoken.length > 0 ? spoken : prompt.filter(({ kind }) => kind === 'system');
  const prefixes = [HASH_SEED];
  for (const { digest } of messages) prefixes.push(chainHash(prefixes.at(-1) as number, digest));
  const frame = prompt.filter(({ kind }) => isFrame(kind));
  return {
    messages,
    prefixes,
    frame: frame.reduce((hash, { digest }) => chainHash(hash, digest), HASH_SEED),
    frameShape: frame.reduce((hash, { kind, chars }) => chainHash(hash, `${kind} ${chars}`), HASH_SEED),
  };
});

/** Stands for the two messages before a position; undefined where there are not as many. */
export function endKey(messages: readonly PromptPart[], position: number): number | undefined {
  const [one, other] = [messages[position - 2], messages[position - 1]];
  return one && other && chainHash(chainHash(HASH_SEED, one.digest), other.digest);
}

function isFrame(kind: PromptPart['kind']): boolean {
  return kind === 'tools' || kind === 'system';
}
