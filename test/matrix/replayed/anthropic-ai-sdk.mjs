// The Anthropic SDK: events as they come, its own sum of them, and answers in one piece.
import Anthropic from '@anthropic-ai/sdk';
import { replay } from './replay.mjs';

const open = (baseURL) => new Anthropic({ baseURL, apiKey: 'none', maxRetries: 0 });
const ask = (cell) => ({
  model: 'm',
  max_tokens: 100,
  messages: [{ role: 'user', content: `cell:${cell}` }],
});
const samples = ['23-anthropic-text-cache', '24-anthropic-thinking-tool'];

function addMessage(given, { content, usage }) {
  for (const block of content) {
    if (block.type === 'text') given.text += block.text;
    if (block.type !== 'tool_use') continue;
    given.toolCalls.push({ name: block.name, arguments: JSON.stringify(block.input) });
  }
  given.usage = countTokens(usage);
}

/** What was read from a cache or written into one is counted beside the rest. */
function countTokens({ input_tokens, cache_read_input_tokens, cache_creation_input_tokens, output_tokens }) {
  const cached = (cache_read_input_tokens ?? 0) + (cache_creation_input_tokens ?? 0);
  return { inputTokens: input_tokens + cached, outputTokens: output_tokens };
}

await replay('events', samples, async (url, given) => {
  const events = await open(url).messages./*@events*/ create({ ...ask('events'), stream: true });
  let usage = {};
  for await (const event of events) {
    if (event.type === 'message_start') usage = event.message.usage;
    if (event.type === 'message_delta') given.usage = countTokens({ ...usage, ...event.usage });
    const { content_block: block, delta } = event;
    if (block?.type === 'tool_use') given.toolCalls.push({ name: block.name, arguments: '' });
    if (delta?.type === 'text_delta') given.text += delta.text;
    if (delta?.type === 'input_json_delta') given.toolCalls.at(-1).arguments += delta.partial_json;
  }
});
await replay('summed', samples, async (url, given) => {
  addMessage(given, await open(url).messages./*@summed*/ stream(ask('summed')).finalMessage());
});
await replay('whole', ['65-anthropic-nonstream', '67-anthropic-429'], async (url, given) => {
  addMessage(given, await open(url).messages./*@whole*/ create(ask('whole')));
});
