// got, by promise and by stream.
import got from 'got';

const url = `${process.env.OPENAI_BASE_URL}/chat/completions`;
const ask = (cell, stream = false) => ({
  model: 'x',
  stream,
  messages: [{ role: 'user', content: `cell:${cell}` }],
});
const client = got.extend({ headers: { authorization: 'none' } });

async function helper() {
  return client./*@instance*/ post(url, { json: ask('instance') }).json();
}

async function main() {
  await got./*@post*/ post(url, { json: ask('post') }).json();
  for await (const _ of got.stream./*@streamed*/ post(url, { json: ask('streamed', true) }));
  await Promise.all([helper(), helper()]);
}

main();
