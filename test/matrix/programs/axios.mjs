// axios, by its http adapter and by its fetch adapter.
import axios from 'axios';

const url = `${process.env.OPENAI_BASE_URL}/chat/completions`;
const ask = (cell, stream = false) => ({
  model: 'x',
  stream,
  messages: [{ role: 'user', content: `cell:${cell}` }],
});
const drain = async (stream) => {
  for await (const _ of stream);
};
const client = axios.create({ baseURL: process.env.OPENAI_BASE_URL });

async function helper() {
  return client./*@instance*/ post('/chat/completions', ask('instance'));
}

async function main() {
  await axios./*@post*/ post(url, ask('post'));
  await /*@config*/ axios({ method: 'post', url, data: ask('config') });
  const { data } = await axios./*@streamed*/ post(url, ask('streamed', true), { responseType: 'stream' });
  await drain(data);
  await Promise.all([helper(), helper()]);
  await axios./*@then*/ post(url, ask('then')).then(() => axios./*@thenSecond*/ post(url, ask('thenSecond')));
}

main();
