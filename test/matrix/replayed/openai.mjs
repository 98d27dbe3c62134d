// The clients of the openai package, at its own services and at those that speak like them.
import OpenAI, { AzureOpenAI } from 'openai';
import { addChunks, countChatTokens, replay } from './replay.mjs';

const open = (baseURL) => new OpenAI({ baseURL, apiKey: 'none', maxRetries: 0 });
const ask = (cell) => ({ model: 'm', messages: [{ role: 'user', content: `cell:${cell}` }] });
const stream = true;

const chats = [
  '01-openai-chat-usage',
  '02-openai-chat-no-usage',
  '03-openai-chat-tools-only',
  '04-openai-chat-refusal',
  '05-openai-chat-utf8-split',
  '08-openai-chat-coalesced',
  '09-openai-chat-7byte-reads',
  '11-openai-chat-truncated',
  '12-empty-body',
  '13-done-only',
  '37-groq-reasoning',
  '38-deepseek-reasoner-keepalive',
  '46-ollama-openai-compat',
  '47-vllm-reasoning-metrics',
  '51-llamacpp-chat-ping',
  '54-openrouter-comments',
  '56-together',
  '59-fireworks-perf-metrics',
  '61-github-copilot',
  '68-sse-gzip',
];

/** This one counts reasoning beside the completion. */
const countWithReasoning = ({ completion_tokens_details: { reasoning_tokens }, ...usage }) => {
  const { inputTokens, outputTokens } = countChatTokens(usage);
  return { inputTokens, outputTokens: outputTokens + reasoning_tokens };
};

async function chat() {
  await replay('chat', chats, async (url, given) => {
    const client = open(`${url}/v1`);
    await addChunks(given, await client.chat.completions./*@chat*/ create({ ...ask('chat'), stream }));
  });
  await replay('reasoned', ['57-xai-reasoning'], async (url, given) => {
    const client = open(`${url}/v1`);
    const chunks = await client.chat.completions./*@reasoned*/ create({ ...ask('reasoned'), stream });
    await addChunks(given, chunks, countWithReasoning);
  });
  await replay('azure', ['22-azure-openai-chat'], async (endpoint, given) => {
    const client = new AzureOpenAI({
      baseURL: null,
      endpoint,
      apiKey: 'none',
      apiVersion: '2024-10-21',
      deployment: 'd',
    });
    await addChunks(given, await client.chat.completions./*@azure*/ create({ ...ask('azure'), stream }));
  });
  await replay('whole', ['64-openai-chat-nonstream'], async (url, given) => {
    const { choices, usage } = await open(`${url}/v1`).chat.completions./*@whole*/ create(ask('whole'));
    given.text = choices[0].message.content;
    given.usage = countChatTokens(usage);
  });
}

async function completions() {
  const samples = ['15-openai-completions-fim', '39-deepseek-fim'];
  await replay('completed', samples, async (url, given) => {
    const asked = { model: 'm', prompt: 'cell:completed', suffix: 'x', stream };
    for await (const { choices, usage } of await open(`${url}/v1`).completions./*@completed*/ create(asked)) {
      given.text += choices[0]?.text ?? '';
      if (usage) given.usage = countChatTokens(usage);
    }
  });
}

async function responses() {
  const samples = [
    '16-openai-responses-text',
    '17-openai-responses-reasoning-tool',
    '18-openai-responses-failed',
  ];
  await replay('responded', samples, async (url, given) => {
    const asked = { model: 'm', input: 'cell:responded', stream };
    for await (const event of await open(`${url}/v1`).responses./*@responded*/ create(asked)) {
      if (event.type === 'response.output_text.delta') given.text += event.delta;
      if (event.type === 'response.output_item.done' && event.item.type === 'function_call') {
        given.toolCalls.push({ name: event.item.name, arguments: event.item.arguments });
      }
      if (event.type === 'response.failed') given.failed = true;
      if (event.type !== 'response.completed') continue;
      const { input_tokens, output_tokens } = event.response.usage;
      given.usage = { inputTokens: input_tokens, outputTokens: output_tokens };
    }
  });
}

async function embeddings() {
  await replay('embedded', ['70-openai-embeddings'], async (url, given) => {
    const asked = { model: 'm', input: 'cell:embedded', encoding_format: 'float' };
    const { usage } = await open(`${url}/v1`).embeddings./*@embedded*/ create(asked);
    given.usage = { inputTokens: usage.prompt_tokens, outputTokens: 0 };
  });
}

await chat();
await completions();
await responses();
await embeddings();
