// Token counts as Gemini's APIs give them.
// https://ai.google.dev/api/generate-content#UsageMetadata
import type { Usage } from '../../model/usage';
import { firstNumber, type JsonObject, numberOf } from '../json';

/**
 * Normalises `usageMetadata`. What the server's own tools brought is input that the prompt doesn't count, and thoughts
 * are output that the candidates don't count.
 */
export function normaliseGeminiUsage(usage: JsonObject): Usage {
  const thoughts = numberOf(usage.thoughtsTokenCount);
  const said = firstNumber([usage.candidatesTokenCount, usage.responseTokenCount]);
  return {
    inputTokens: inputTokensOf(usage.promptTokenCount, usage.toolUsePromptTokenCount),
    outputTokens: said + (thoughts ?? 0),
    cachedTokens: firstNumber([usage.cachedContentTokenCount]),
    cacheWriteTokens: 0,
    reasoningTokens: thoughts ?? null,
  };
}

/** Tokens of a prompt and of what the server's tools added to it; null when the prompt's are not told. */
export function inputTokensOf(prompt: unknown, added: unknown): number | null {
  const told = numberOf(prompt);
  return told === undefined ? null : told + firstNumber([added]);
}
