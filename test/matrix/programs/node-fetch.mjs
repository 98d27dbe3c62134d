// The node-fetch package.
import fetch from 'node-fetch';

const url = `${process.env.OPENAI_BASE_URL}/chat/completions`;
const post = (cell, stream = false) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ model: 'x', stream, messages: [{ role: 'user', content: `cell:${cell}` }] }),
});

async function helper() {
  return (await /*@helper*/ fetch(url, post('helper'))).json();
}

async function main() {
  await (await /*@fetch*/ fetch(url, post('fetch'))).json();
  const streamed = await /*@streamed*/ fetch(url, post('streamed', true));
  for await (const _ of streamed.body);
  await Promise.all([helper(), helper()]);
}

main();
