// Calls that go through while mocks answer other requests, and one over `https` that a mock answers.
import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import OpenAI from 'openai';

const client = new OpenAI({ apiKey: 'none', baseURL: process.env.OPENAI_BASE_URL });
const url = `${process.env.OPENAI_BASE_URL}/chat/completions`;
export const ask = (cell) => ({ model: 'x', messages: [{ role: 'user', content: `cell:${cell}` }] });

const send = (request, body) =>
  new Promise((resolve, reject) => {
    request.on('response', (answer) => text(answer).then(resolve, reject));
    request.on('error', reject).end(body);
  });

async function throughHttp() {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' } };
  console.log(await send(https.get('https://weather.example/today')));
  console.log(await send(http.get('http://127.0.0.1:1/')).catch(({ code }) => code));
  const requested = http./*@requested*/ request(url, post);
  const answer = JSON.parse(await send(requested, JSON.stringify(ask('requested'))));
  console.log(answer.choices[0].message.content);
  const mocked = https./*@requestMocked*/ request('https://api.openai.com/v1/chat/completions', post);
  console.log(await send(mocked, JSON.stringify(ask('requestMocked'))));
}

export async function main() {
  const created = await client.chat.completions./*@created*/ create(ask('created'));
  console.log(created.choices[0].message.content);
  await throughHttp();
  const streamed = { ...ask('streamed'), stream: true };
  for await (const { choices } of await client.chat.completions./*@streamed*/ create(streamed))
    console.log(choices[0]?.delta.content);
  await Promise.all([
    client.chat.completions./*@first*/ create(ask('first')),
    client.chat.completions./*@second*/ create(ask('second')),
  ]);
}
