// The OpenAI SDK's client for Azure, whose paths name the deployment.
import { AzureOpenAI } from 'openai';

// The base URL of the environment is not its own.
const client = new AzureOpenAI({
  baseURL: null,
  endpoint: process.env.REPLAY_URL,
  apiKey: 'none',
  apiVersion: '2024-10-21',
});
const ask = (cell) => ({ model: 'deployed', messages: [{ role: 'user', content: `cell:${cell}` }] });
const drain = async (stream) => {
  for await (const _ of stream);
};

async function main() {
  await client.chat.completions./*@create*/ create(ask('create'));
  await drain(await client.chat.completions./*@streamed*/ create({ ...ask('streamed'), stream: true }));
  await client.chat.completions./*@stream*/ stream(ask('stream')).finalContent();
}

main();
