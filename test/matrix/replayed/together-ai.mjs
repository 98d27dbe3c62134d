// The Together SDK.
import Together from 'together-ai';
import { addChunks, replay } from './replay.mjs';

await replay('chat', ['56-together'], async (url, given) => {
  const client = new Together({ baseURL: `${url}/v1`, apiKey: 'none', maxRetries: 0 });
  const messages = [{ role: 'user', content: 'cell:chat' }];
  await addChunks(
    given,
    await client.chat.completions./*@chat*/ create({ model: 'm', messages, stream: true }),
  );
});
