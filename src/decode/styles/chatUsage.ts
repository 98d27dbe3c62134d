// Token counts as OpenAI-compatible servers give them.
// https://platform.openai.com/docs/api-reference/chat/object (usage), https://api-docs.deepseek.com/api/create-chat-completion
// Where reasoning tokens are with xAI and Perplexity, and that Mistral's prompt tokens hold the cached ones, is known from
// documentation and from other clients alone.
import { isObject } from '../../base/shape';
import type { Usage } from '../../model/usage';
import { firstNumber, type JsonObject, listOf, numberOf, objectOf, textOf } from '../json';

/**
 * The usage that a chunk or document carries: where OpenAI has it, in Groq's own member, or in its first choice.
 * Undefined when it carries none; zeros, which some servers send with every chunk, are none.
 */
export function findChatUsage(message: JsonObject): JsonObject | undefined {
  const choice = Array.isArray(message.choices) ? message.choices[0] : undefined;
  const places = [message.usage, objectOf(message.x_groq).usage, objectOf(choice).usage];
  const usage = places.find((one): one is JsonObject => isObject(one) && hasTokens(one));
  return usage ?? findCountedUsage(message);
}

/**
 * llama.cpp counts tokens in its `timings`, which it sends with the last chunk whether or not usage was asked for; while
 * an answer goes on they tell of a part of it.
 */
function findCountedUsage({ timings, choices }: JsonObject): JsonObject | undefined {
  const { cache_n: cached, prompt_n: worked, predicted_n: output } = objectOf(timings);
  const [input, cache] = [numberOf(worked), numberOf(cached)];
  const isLast = listOf(choices).every((choice) => textOf(objectOf(choice).finish_reason) !== '');
  if (!isLast || input === undefined || cache === undefined || !numberOf(output)) return undefined;
  return {
    prompt_tokens: cache + input,
    completion_tokens: output,
    prompt_tokens_details: { cached_tokens: cache },
  };
}

/** Normalises the usage of Chat Completions and legacy Completions. */
export function normaliseChatUsage(usage: JsonObject): Usage {
  const output = numberOf(usage.completion_tokens) ?? 0;
  const inputDetails = objectOf(usage.prompt_tokens_details ?? usage.prompt_token_details);
  const outputDetails = objectOf(usage.completion_tokens_details);
  const cached = [inputDetails.cached_tokens, usage.prompt_cache_hit_tokens, usage.num_cached_tokens];
  const reasoning = numberOf(outputDetails.reasoning_tokens) ?? numberOf(usage.reasoning_tokens) ?? null;
  const isApart = reasoning !== null && isBesideOutput(usage, reasoning);
  return {
    inputTokens: numberOf(usage.prompt_tokens) ?? null,
    outputTokens: isApart ? output + reasoning : output,
    cachedTokens: firstNumber(cached),
    cacheWriteTokens: firstNumber([inputDetails.cache_write_tokens]),
    reasoningTokens: reasoning,
  };
}

/** What only Perplexity counts. */
const perplexityFields = ['search_context_size', 'num_search_queries', 'citation_tokens'];

/**
 * Whether reasoning tokens are not among the output tokens, as with xAI, whose total says so, and with Perplexity, whose
 * total leaves them out: there the fields that only its usage has say so, elsewhere that they are more than all output.
 */
function isBesideOutput(usage: JsonObject, reasoning: number): boolean {
  const [input, output] = [numberOf(usage.prompt_tokens) ?? 0, numberOf(usage.completion_tokens) ?? 0];
  if (reasoning <= 0) return false;
  if (numberOf(usage.total_tokens) === input + output + reasoning) return true;
  return perplexityFields.some((field) => usage[field] !== undefined) || reasoning > output;
}

function hasTokens(usage: JsonObject): boolean {
  return [usage.prompt_tokens, usage.completion_tokens, usage.total_tokens].some((count) => numberOf(count));
}
