/** What all of them say. */
export const wholeText = 'Paris.';

/** What all of them took, as a decoder has it. */
export const wholeUsage = {
  inputTokens: 9,
  outputTokens: 3,
  cachedTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: null,
};

/** Answers that are not streamed, in the shape that each API's own client accepts. */
export const wholeAnswers = {
  openaiChat: {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'm',
    choices: [
      { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: wholeText }, logprobs: null },
    ],
    usage: { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 },
  },
  gemini: {
    candidates: [
      { index: 0, finishReason: 'STOP', content: { role: 'model', parts: [{ text: wholeText }] } },
    ],
    usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 3, totalTokenCount: 12 },
    modelVersion: 'm',
    responseId: 'r1',
  },
  cohere: {
    id: 'c1',
    finish_reason: 'COMPLETE',
    message: { role: 'assistant', content: [{ type: 'text', text: wholeText }] },
    usage: { tokens: { input_tokens: 9, output_tokens: 3 } },
  },
  ollama: {
    model: 'm',
    created_at: '2025-01-01T00:00:00Z',
    message: { role: 'assistant', content: wholeText },
    done: true,
    done_reason: 'stop',
    prompt_eval_count: 9,
    eval_count: 3,
  },
  bedrockConverse: {
    output: { message: { role: 'assistant', content: [{ text: wholeText }] } },
    stopReason: 'end_turn',
    usage: { inputTokens: 9, outputTokens: 3, totalTokens: 12 },
    metrics: { latencyMs: 1 },
  },
};
