// Token counts as OpenAI-compatible servers give them.
// https://platform.openai.com/docs/api-reference/chat/object (usage), https://api-docs.deepseek.com/api/create-chat-completion
import { isObject } from '../../base/shape';
import type { Usage } from '../../model/usage';
import { firstNumber, type JsonObject, numberOf, objectOf } from '../json';

/**
 * The usage that a chunk or document carries: where OpenAI has it, in Groq's own member, or in its first choice.
 * Undefined when it carries none; zeros, which some servers send with every chunk, are none.
 */
export function findChatUsage(message: JsonObject): JsonObject | undefined {
  const choice = Array.isArray(message.choices) ? message.choices[0] : undefined;
  const places = [message.usage, objectOf(message.x_groq).usage, objectOf(choice).usage];
  return places.find((usage): usage is JsonObject => isObject(usage) && hasTokens(usage));
}

/** Normalises the usage of Chat Completions and legacy Completions. */
export function normaliseChatUsage(usage: JsonObject): Usage {
  const input = numberOf(usage.prompt_tokens) ?? 0;
  const output = numberOf(usage.completion_tokens) ?? 0;
  const inputDetails = objectOf(usage.prompt_tokens_details ?? usage.prompt_token_details);
  const outputDetails = objectOf(usage.completion_tokens_details);
  const cached = [inputDetails.cached_tokens, usage.prompt_cache_hit_tokens, usage.num_cached_tokens];
  const reasoning = numberOf(outputDetails.reasoning_tokens) ?? numberOf(usage.reasoning_tokens) ?? null;
  const isApart =
    reasoning !== null && reasoning > 0 && numberOf(usage.total_tokens) === input + output + reasoning;
  return {
    inputTokens: input,
    outputTokens: isApart ? output + reasoning : output,
    cachedTokens: firstNumber(cached),
    cacheWriteTokens: firstNumber([inputDetails.cache_write_tokens]),
    reasoningTokens: reasoning,
  };
}

function hasTokens(usage: JsonObject): boolean {
  return [usage.prompt_tokens, usage.completion_tokens, usage.total_tokens].some((count) => numberOf(count));
}
