// Calls through every transport, for programs that something else looks at as well.
import http from 'node:http';
import OpenAI from 'openai';

const client = new OpenAI({ apiKey: 'none', baseURL: process.env.OPENAI_BASE_URL });
const url = `${process.env.OPENAI_BASE_URL}/chat/completions`;
const ask = (cell) => ({ model: 'x', messages: [{ role: 'user', content: `cell:${cell}` }] });

async function fetched() {
  const response = await /*@fetched*/ fetch(url, { method: 'POST', body: JSON.stringify(ask('fetched')) });
  return response.json();
}

const requested = () =>
  new Promise((resolve, reject) => {
    const request = http./*@requested*/ request(url, { method: 'POST' }, (answer) =>
      answer.resume().on('end', resolve),
    );
    request.on('error', reject).end(JSON.stringify(ask('requested')));
  });

export async function main() {
  await client.chat.completions./*@created*/ create(ask('created'));
  const streamed = { ...ask('streamed'), stream: true };
  for await (const _ of await client.chat.completions./*@streamed*/ create(streamed));
  await client.chat.completions./*@helped*/ stream(ask('helped')).finalContent();
  await fetched();
  await requested();
  await Promise.all([
    client.chat.completions./*@first*/ create(ask('first')),
    client.chat.completions./*@second*/ create(ask('second')),
  ]);
  console.log('done');
}
