// The tracer of the OpenAI Agents SDK watches agents run.
import { Agent, addTraceProcessor, run, setDefaultOpenAIClient, setOpenAIAPI } from '@openai/agents';
import OpenAI from 'openai';

const seen = [];
const note = (kind) => async () => {
  seen.push(kind);
};
addTraceProcessor({
  onTraceStart: note('trace'),
  onTraceEnd: note('end of trace'),
  onSpanStart: async ({ spanData }) => {
    seen.push(spanData.type);
  },
  onSpanEnd: note('end'),
  shutdown: note('shutdown'),
  forceFlush: note('flush'),
});
setDefaultOpenAIClient(new OpenAI({ apiKey: 'none', baseURL: process.env.OPENAI_BASE_URL }));
setOpenAIAPI('chat_completions');

const agent = new Agent({ name: 'agent', instructions: 'Answer.', model: 'x' });
await /*@ran*/ run(agent, 'cell:ran');
for await (const _ of await /*@ranStreamed*/ run(agent, 'cell:ranStreamed', { stream: true }));
console.log(seen.join());
process.exit();
