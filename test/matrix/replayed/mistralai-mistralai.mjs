// The Mistral SDK: what goes into a gap.
import { Mistral } from '@mistralai/mistralai';
import { replay } from './replay.mjs';

await replay('filled', ['36-mistral-fim'], async (serverURL, given) => {
  const client = new Mistral({ apiKey: 'none', serverURL });
  const events = await client.fim./*@filled*/ stream({ model: 'm', prompt: 'cell:filled', suffix: 'x' });
  for await (const { data } of events) {
    given.text += data.choices[0]?.delta.content ?? '';
    const { usage } = data;
    if (usage) given.usage = { inputTokens: usage.promptTokens, outputTokens: usage.completionTokens };
  }
});
