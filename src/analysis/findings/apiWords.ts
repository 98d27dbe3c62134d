/** How the APIs call what a finding advises to set, by wire style; the longest prefix of the style decides. */
interface ApiWords {
  readonly outputLimit: string;
  readonly thinking: string;
  readonly caching: string;
  readonly streaming: string;
}

const general: ApiWords = {
  outputLimit: 'the limit of output tokens',
  thinking: 'the effort or the budget of reasoning',
  caching: 'keep everything that stays the same at the start of the prompt',
  streaming: '`stream: true`',
};

const words: Readonly<Record<string, Partial<ApiWords>>> = {
  'openai.chat': {
    outputLimit: '`max_completion_tokens`',
    thinking: '`reasoning_effort`',
    caching:
      'keep tools, instructions and history equal from their start, and give related calls one `prompt_cache_key`',
  },
  'openai.responses': {
    outputLimit: '`max_output_tokens`',
    thinking: '`reasoning.effort`',
    caching:
      'keep tools, instructions and history equal from their start, and give related calls one `prompt_cache_key`',
  },
  'anthropic.': {
    outputLimit: '`max_tokens`',
    thinking: '`thinking.budget_tokens`',
    caching: 'set `cache_control: { type: "ephemeral" }` on the last block that stays the same',
  },
  'bedrock.converse': {
    outputLimit: '`inferenceConfig.maxTokens`',
    thinking: 'the reasoning settings in `additionalModelRequestFields`',
    caching: 'put a `cachePoint` after the last block that stays the same',
    streaming: '`ConverseStream`',
  },
  'bedrock.invoke': {
    outputLimit: 'the model’s limit of output tokens',
    caching: 'mark the last block that stays the same for the cache, as the model’s own API has it',
    streaming: '`InvokeModelWithResponseStream`',
  },
  'gemini.': {
    outputLimit: '`maxOutputTokens`',
    thinking: '`thinkingConfig.thinkingBudget`',
    caching: 'keep the start of the prompt equal, or make it a `cachedContent`',
    streaming: '`generateContentStream`',
  },
  'ollama.': {
    outputLimit: '`options.num_predict`',
    thinking: '`think: false`',
  },
};

/** @param style wire style of an attempt, for example `openai.chat` */
export function findApiWords(style: string): ApiWords {
  const prefix = Object.keys(words).find((start) => style.startsWith(start));
  return { ...general, ...(prefix && words[prefix]) };
}
