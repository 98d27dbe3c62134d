// The Mistral SDK in the ways people use it.
import { Mistral } from '@mistralai/mistralai';

const client = new Mistral({ apiKey: 'none', serverURL: process.env.REPLAY_URL });
const ask = (cell) => ({ model: 'mistral-x', messages: [{ role: 'user', content: `cell:${cell}` }] });
const drain = async (stream) => {
  for await (const _ of stream);
};

async function helper() {
  return client.chat./*@helper*/ complete(ask('helper'));
}

async function main() {
  await client.chat./*@complete*/ complete(ask('complete'));
  await drain(await client.chat./*@streamed*/ stream(ask('streamed')));
  await client.fim./*@fim*/ complete({ model: 'mistral-x', prompt: 'cell:fim', suffix: '' });
  await Promise.all([helper(), helper(), client.chat./*@all*/ complete(ask('all'))]);
}

main();
