import { createHash } from 'node:crypto';

/** How a provider caches prompts: in whole blocks of tokens, and only prompts above a length. */
export interface PromptCachePolicy {
  readonly blockTokens: number;
  readonly minTokens: number;
}

export interface PromptCacheLookup {
  /** Leading tokens that were already in the cache. */
  readonly cachedTokens: number;
  /** Leading tokens that are not in it and will be. */
  readonly cacheWriteTokens: number;
  /** Puts the prompt into the cache: to be called when it was read, which is when the first token is made. */
  remember(): void;
}

/**
 * A prompt cache as model servers have it: the prompt's tokens are cut into blocks, each block's key is a hash over
 * everything before it too, and the cached part is the run of leading blocks that are known. A changed token early in
 * the prompt therefore loses all that follows.
 */
export class PromptCache {
  private readonly blocks = new Set<string>();

  /** `tokens` are the cacheable ones; prompts of different `scope` (style and model) share nothing. */
  lookup(scope: string, tokens: readonly string[], policy: PromptCachePolicy): PromptCacheLookup {
    const keys = tokens.length < policy.minTokens ? [] : blockKeys(scope, tokens, policy.blockTokens);
    const firstMiss = keys.findIndex((key) => !this.blocks.has(key));
    const hits = firstMiss === -1 ? keys.length : firstMiss;
    return {
      cachedTokens: hits * policy.blockTokens,
      cacheWriteTokens: (keys.length - hits) * policy.blockTokens,
      remember: () => {
        for (const key of keys) this.blocks.add(key);
      },
    };
  }

  clear(): void {
    this.blocks.clear();
  }
}

function blockKeys(scope: string, tokens: readonly string[], blockTokens: number): string[] {
  const keys: string[] = [];
  let previous = scope;
  for (let end = blockTokens; end <= tokens.length; end += blockTokens) {
    const block = tokens.slice(end - blockTokens, end).join('');
    previous = createHash('sha1').update(previous).update(block).digest('base64');
    keys.push(previous);
  }
  return keys;
}
