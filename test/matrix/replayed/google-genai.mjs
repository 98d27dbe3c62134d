// The Gemini SDK: generated content and interactions.
import { GoogleGenAI } from '@google/genai';
import { replay } from './replay.mjs';

const open = (baseUrl) => new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl } });

await replay('streamed', ['26-gemini-sse', '29-gemini-blocked-prompt'], async (url, given) => {
  const asked = { model: 'm', contents: 'cell:streamed' };
  for await (const { text, usageMetadata: usage } of await open(
    url,
  ).models./*@streamed*/ generateContentStream(asked)) {
    given.text += text ?? '';
    if (!usage) continue;
    // Thoughts are counted beside the answer.
    const outputTokens = (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0);
    given.usage = { inputTokens: usage.promptTokenCount, outputTokens };
  }
});
await replay('interacted', ['30-gemini-interactions'], async (url, given) => {
  const asked = { model: 'm', input: 'cell:interacted', stream: true };
  const calls = new Map();
  for await (const event of await open(url).interactions./*@interacted*/ create(asked)) {
    const { index, step, delta } = event;
    if (step?.type === 'function_call') calls.set(index, { name: step.name, arguments: '' });
    if (delta?.type === 'text') given.text += delta.text;
    if (delta?.type === 'arguments_delta') calls.get(index).arguments += delta.arguments;
    const usage = event.interaction?.usage;
    if (!usage) continue;
    const outputTokens = usage.total_output_tokens + (usage.total_thought_tokens ?? 0);
    given.usage = { inputTokens: usage.total_input_tokens, outputTokens };
  }
  given.toolCalls = [...calls.values()];
});
