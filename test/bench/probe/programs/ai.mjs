// Streams text with the ai package, as a program would.
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';
import { makeCalls, measure, task } from './measure.mjs';

const provider = createOpenAICompatible({ name: 'bench', baseURL: task.url, apiKey: 'none' });

await measure(async () => {
  let chunks = 0;
  await makeCalls(async (index) => {
    const { textStream } = streamText({ model: provider('bench'), prompt: `Call ${index}`, maxRetries: 0 });
    for await (const _ of textStream) chunks++;
  });
  return { chunks };
});
