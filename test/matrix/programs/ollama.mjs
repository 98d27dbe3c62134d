// The Ollama SDK in the ways people use it.
import { Ollama } from 'ollama';

const client = new Ollama({ host: process.env.REPLAY_URL });
const ask = (cell) => ({ model: 'llama-x', messages: [{ role: 'user', content: `cell:${cell}` }] });
const drain = async (stream) => {
  for await (const _ of stream);
};

async function helper() {
  return client./*@helper*/ chat(ask('helper'));
}

async function main() {
  await client./*@chat*/ chat(ask('chat'));
  await drain(await client./*@streamed*/ chat({ ...ask('streamed'), stream: true }));
  await Promise.all([helper(), helper(), client./*@all*/ chat(ask('all'))]);
}

main();
