// The OpenAI Agents SDK: run and streamed run, by Responses and by Chat Completions.
import { Agent, OpenAIProvider, Runner, run, setTracingDisabled, tool } from '@openai/agents';
import { z } from 'zod';

setTracingDisabled(true);
const look = tool({
  name: 'look',
  description: 'Looks.',
  parameters: z.object({ of: z.string() }),
  execute: async () => 'seen',
});
const plain = new Agent({ name: 'Plain', instructions: 'Answer.', model: 'gpt-x' });
const looking = new Agent({ name: 'Looking', instructions: 'Look.', model: 'gpt-x', tools: [look] });
const drain = async (result) => {
  for await (const _ of result);
  await result.completed;
};

async function main() {
  await /*@run*/ run(plain, 'cell:run');
  await /*@runTools*/ run(looking, 'cell:runTools');
  await drain(await /*@runStreamed*/ run(plain, 'cell:runStreamed', { stream: true }));
  await drain(await /*@runToolsStreamed*/ run(looking, 'cell:runToolsStreamed', { stream: true }));
  const chat = new Runner({
    modelProvider: new OpenAIProvider({ useResponses: false }),
    tracingDisabled: true,
  });
  await chat./*@runner*/ run(looking, 'cell:runner');
  await drain(await chat./*@runnerStreamed*/ run(looking, 'cell:runnerStreamed', { stream: true }));
  await Promise.all([
    /*@allFirst*/ run(looking, 'cell:allFirst'),
    /*@allSecond*/ run(looking, 'cell:allSecond'),
  ]);
}

main();
