// The Cohere SDK.
import { CohereClientV2 } from 'cohere-ai';
import { replay } from './replay.mjs';

await replay('chat', ['40-cohere-v2-thinking'], async (environment, given) => {
  const client = new CohereClientV2({ token: 'none', environment });
  const messages = [{ role: 'user', content: 'cell:chat' }];
  for await (const { type, delta } of await client./*@chat*/ chatStream({ model: 'm', messages })) {
    if (type === 'content-delta') given.text += delta.message.content.text ?? '';
    if (type !== 'message-end') continue;
    const { inputTokens, outputTokens } = delta.usage.tokens;
    given.usage = { inputTokens, outputTokens };
  }
});
