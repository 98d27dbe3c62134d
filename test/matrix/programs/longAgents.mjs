// Agents whose many turns are all within an SDK. A mark that ends with a number is answered with so many uses of a
// tool before the answer.

import { createOpenAI } from '@ai-sdk/openai';
import { tool as graphTool } from '@langchain/core/tools';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';
import { tool as agentTool, Agent as OpenAIAgent, run, setTracingDisabled } from '@openai/agents';
import { generateText, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';

setTracingDisabled(true);
const baseURL = process.env.OPENAI_BASE_URL;
const schema = z.object({ of: z.string() });
const see = async () => 'seen';
const drain = async (stream) => {
  for await (const _ of stream);
};

async function aiLoops() {
  const look = tool({ description: 'Looks.', inputSchema: schema, execute: see });
  const model = createOpenAI({ baseURL })('gpt-x');
  const asked = (cell) => ({ model, prompt: `cell:${cell}`, tools: { look }, stopWhen: stepCountIs(50) });
  await /*@generateText20*/ generateText(asked('generateText20'));
  await drain(/*@streamText20*/ streamText(asked('streamText20')).fullStream);
}

async function agentLoops() {
  const look = agentTool({ name: 'look', description: 'Looks.', parameters: schema, execute: see });
  const agent = new OpenAIAgent({ name: 'Looking', instructions: 'Look.', model: 'gpt-x', tools: [look] });
  await /*@run20*/ run(agent, 'cell:run20', { maxTurns: 50 });
  const streamed = await /*@runStreamed20*/ run(agent, 'cell:runStreamed20', { stream: true, maxTurns: 50 });
  await drain(streamed);
  await streamed.completed;
}

async function graphLoops() {
  const look = graphTool(see, { name: 'look', description: 'Looks.', schema });
  const llm = new ChatOpenAI({ model: 'gpt-x', configuration: { baseURL } });
  const agent = createReactAgent({ llm, tools: [look] });
  const asked = (cell) => ({ messages: [{ role: 'user', content: `cell:${cell}` }] });
  await agent./*@graph20*/ invoke(asked('graph20'), { recursionLimit: 100 });
  await drain(await agent./*@graphStreamed20*/ stream(asked('graphStreamed20'), { recursionLimit: 100 }));
}

async function main() {
  await aiLoops();
  await agentLoops();
  await graphLoops();
}

main();
