// The Cohere SDK in the ways people use it.
import { CohereClientV2 } from 'cohere-ai';

const client = new CohereClientV2({ token: 'none', environment: process.env.REPLAY_URL });
const ask = (cell) => ({ model: 'command-x', messages: [{ role: 'user', content: `cell:${cell}` }] });
const drain = async (stream) => {
  for await (const _ of stream);
};

async function helper() {
  return client./*@helper*/ chat(ask('helper'));
}

async function main() {
  await client./*@chat*/ chat(ask('chat'));
  await drain(await client./*@streamed*/ chatStream(ask('streamed')));
  await Promise.all([helper(), helper(), client./*@all*/ chat(ask('all'))]);
}

main();
