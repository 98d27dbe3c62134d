// Streams chat completions with the openai package, as a program would.
import { makeCalls, measure, now, task } from './measure.mjs';

const { finish } = task.setup ? await import(`./setup/${task.setup}.mjs`) : {};
const { default: OpenAI } = await import('openai');
const client = new OpenAI({ apiKey: 'none', baseURL: task.url, maxRetries: 0, timeout: 1e6 });

await measure(async () => {
  let chunks = 0;
  const ttft = [];
  await makeCalls(async (index) => {
    const start = now();
    let seen = 0;
    const stream = await client.chat.completions.create({
      model: 'bench',
      stream: true,
      messages: [{ role: 'user', content: `Call ${index}` }],
    });
    for await (const chunk of stream) {
      if (!chunk.choices[0]?.delta.content) continue;
      if (seen === 0) {
        const { received, written } = chunk.stamps;
        // What came on top of the server's own time: the client, the instrumentation and the loopback.
        ttft.push({ index, ms: now() - start - (written - received) });
      }
      seen++;
    }
    chunks += seen;
  });
  return { chunks, ttft, spans: await finish?.() };
});
