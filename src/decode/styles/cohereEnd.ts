// How answers of Cohere end, alike in both versions of its API.
// https://docs.cohere.com/reference/chat (finish_reason, usage) and .../v1/reference/chat (finish_reason, meta)
import { isObject } from '../../base/shape';
import type { Answer } from '../answer/answer';
import { firstNumber, numberOf, objectOf, textOf } from '../json';
import { toError } from '../readError';

/** Reads why the answer ended. Some reasons are failures, which version 2 explains in a sentence of its own. */
export function finishCohere(answer: Answer, finishReason: unknown, error: unknown): void {
  const reason = textOf(finishReason);
  answer.finish(reason);
  const isFailure = /^(ERROR|TIMEOUT)/.test(reason);
  if (isFailure || textOf(error) !== '')
    answer.fail(toError(reason, textOf(error) || `The server broke off with ${reason}.`));
}

/**
 * Reports the tokens that the model read and wrote. What is billed is less, by what Cohere adds to the prompt of its
 * own accord, and stands in only where nothing else is told.
 * @param usage `usage` of version 2, `meta` of version 1
 */
export function reportCohereUsage(answer: Answer, usage: unknown): void {
  const { tokens, billed_units: billed, cached_tokens: cached } = objectOf(usage);
  const counted = [tokens, billed].find(isObject);
  if (!counted) return;
  answer.reportUsage({
    inputTokens: numberOf(counted.input_tokens) ?? null,
    outputTokens: firstNumber([counted.output_tokens]),
    cachedTokens: firstNumber([cached]),
    cacheWriteTokens: 0,
    reasoningTokens: null,
  });
}
