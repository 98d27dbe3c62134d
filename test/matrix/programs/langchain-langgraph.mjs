// Agents of LangGraph: drawn by hand, where a node calls the model, and ready-made, where the agent does.
import { tool } from '@langchain/core/tools';
import { END, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { createReactAgent, ToolNode } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';
import { z } from 'zod';

const model = new ChatOpenAI({ model: 'gpt-x', configuration: { baseURL: process.env.OPENAI_BASE_URL } });
const look = tool(async () => 'seen', {
  name: 'look',
  description: 'Looks.',
  schema: z.object({ of: z.string() }),
});
const ask = (cell) => ({ messages: [{ role: 'user', content: `cell:${cell}` }] });
const drain = async (stream) => {
  for await (const _ of stream);
};

function drawGraph(think) {
  return new StateGraph(MessagesAnnotation)
    .addNode('think', think)
    .addNode('act', new ToolNode([look]))
    .addEdge(START, 'think')
    .addConditionalEdges('think', ({ messages }) => (messages.at(-1).tool_calls?.length ? 'act' : END))
    .addEdge('act', 'think')
    .compile();
}

async function main() {
  const bound = model.bindTools([look]);
  const invoked = drawGraph(async ({ messages }) => ({ messages: [await bound./*@node*/ invoke(messages)] }));
  await invoked.invoke(ask('node'));
  const streamed = drawGraph(async ({ messages }) => {
    const answer = await bound./*@nodeStreamed*/ invoke(messages);
    return { messages: [answer] };
  });
  await drain(await streamed.stream(ask('nodeStreamed'), { streamMode: 'messages' }));

  const agent = createReactAgent({ llm: model, tools: [look] });
  await agent./*@agent*/ invoke(ask('agent'));
  await drain(await agent./*@agentStreamed*/ stream(ask('agentStreamed'), { streamMode: 'updates' }));
  await Promise.all([
    agent./*@agentFirst*/ invoke(ask('agentFirst')),
    agent./*@agentSecond*/ invoke(ask('agentSecond')),
  ]);
}

main();
