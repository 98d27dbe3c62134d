// The Ollama SDK: chats and what goes into a gap.
import { Ollama } from 'ollama';
import { replay } from './replay.mjs';

const stream = true;

async function add(given, parts) {
  for await (const { message, response, done, prompt_eval_count, eval_count } of parts) {
    given.text += message?.content ?? response ?? '';
    if (done) given.usage = { inputTokens: prompt_eval_count ?? null, outputTokens: eval_count };
  }
}

await replay('chat', ['42-ollama-chat-thinking', '45-ollama-error-midstream'], async (host, given) => {
  const messages = [{ role: 'user', content: 'cell:chat' }];
  await add(given, await new Ollama({ host })./*@chat*/ chat({ model: 'm', messages, stream }));
});
await replay('filled', ['44-ollama-generate-fim'], async (host, given) => {
  const asked = { model: 'm', prompt: 'cell:filled', suffix: 'x', stream };
  await add(given, await new Ollama({ host })./*@filled*/ generate(asked));
});
