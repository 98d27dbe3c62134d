// Token counts as Bedrock gives them: in a Converse answer, in the last chunk of a stream, in headers.
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html
// Not seen at the live service: headers and chunks with counts of cached tokens, and which models count those within
// the input.
import type { Usage } from '../../model/usage';
import { firstNumber, type JsonObject, numberOf } from '../json';

interface Counts {
  readonly input: number | undefined;
  readonly output: number | undefined;
  readonly cached: number;
  readonly cacheWrite: number;
  /** Input, output and what caches had. */
  readonly total?: number;
}

/** @param usage member of a Converse answer, or of one of Nova's own */
export function readConverseUsage(usage: JsonObject): Usage | undefined {
  return normaliseCounts({
    input: numberOf(usage.inputTokens),
    output: numberOf(usage.outputTokens),
    cached: firstNumber([usage.cacheReadInputTokens, usage.cacheReadInputTokenCount]),
    cacheWrite: firstNumber([usage.cacheWriteInputTokens, usage.cacheWriteInputTokenCount]),
    total: numberOf(usage.totalTokens),
  });
}

/** @param metrics what Bedrock adds to the last chunk of whatever a model streams */
export function readMetricsUsage(metrics: JsonObject): Usage | undefined {
  return normaliseCounts({
    input: numberOf(metrics.inputTokenCount),
    output: numberOf(metrics.outputTokenCount),
    cached: firstNumber([metrics.cacheReadInputTokenCount]),
    cacheWrite: firstNumber([metrics.cacheWriteInputTokenCount]),
  });
}

/** What Bedrock says in the head of an answer that is not streamed. */
export function readHeaderUsage(headers: Readonly<Record<string, string>>): Usage | undefined {
  const count = (name: string) => numberOf(headers[`x-amzn-bedrock-${name}-token-count`]);
  return normaliseCounts({
    input: count('input'),
    output: count('output'),
    cached: count('cache-read-input') ?? 0,
    cacheWrite: count('cache-write-input') ?? 0,
  });
}

/** Input is what no cache had, unless the total shows that cached tokens are within it. Undefined without counts. */
function normaliseCounts({ input, output, cached, cacheWrite, total }: Counts): Usage | undefined {
  if (input === undefined && output === undefined) return undefined;
  const [ofPrompt, ofAnswer] = [input ?? 0, output ?? 0];
  const isWithin = cached + cacheWrite <= ofPrompt && total === ofPrompt + ofAnswer;
  return {
    inputTokens: isWithin ? ofPrompt : ofPrompt + cached + cacheWrite,
    outputTokens: ofAnswer,
    cachedTokens: cached,
    cacheWriteTokens: cacheWrite,
    reasoningTokens: null,
  };
}
