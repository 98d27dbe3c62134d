// The Groq SDK.
import Groq from 'groq-sdk';
import { addChunks, replay } from './replay.mjs';

await replay('chat', ['37-groq-reasoning'], async (baseURL, given) => {
  const client = new Groq({ baseURL, apiKey: 'none', maxRetries: 0 });
  const messages = [{ role: 'user', content: 'cell:chat' }];
  await addChunks(
    given,
    await client.chat.completions./*@chat*/ create({ model: 'm', messages, stream: true }),
  );
});
