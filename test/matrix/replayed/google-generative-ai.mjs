// The older Gemini SDK.
import { GoogleGenerativeAI } from '@google/generative-ai';
import { replay } from './replay.mjs';

await replay('streamed', ['26-gemini-sse'], async (baseUrl, given) => {
  const model = new GoogleGenerativeAI('none').getGenerativeModel({ model: 'm' }, { baseUrl });
  const { stream } = await model./*@streamed*/ generateContentStream('cell:streamed');
  for await (const chunk of stream) {
    given.text += chunk.text();
    const { promptTokenCount, candidatesTokenCount = 0, thoughtsTokenCount = 0 } = chunk.usageMetadata;
    given.usage = { inputTokens: promptTokenCount, outputTokens: candidatesTokenCount + thoughtsTokenCount };
  }
});
