// Requests without any SDK, by what Node has built in.
import http, { request as namedRequest } from 'node:http';

const url = `${process.env.OPENAI_BASE_URL}/chat/completions`;
const bodyOf = (cell, stream = false) =>
  JSON.stringify({ model: 'x', stream, messages: [{ role: 'user', content: `cell:${cell}` }] });
const post = (cell, stream) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: bodyOf(cell, stream),
});

function collect(response, resolve) {
  let text = '';
  response.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  response.on('end', () => resolve(text));
}

async function main() {
  await (await /*@fetch*/ fetch(url, post('fetch'))).json();
  const streamed = await /*@fetchStreamed*/ fetch(url, post('fetchStreamed', true));
  for await (const _ of streamed.body);
  await /*@fetchThen*/ fetch(url, post('fetchThen', true)).then((response) => response.text());
  await (await /*@fetchRequest*/ fetch(new Request(url, post('fetchRequest')))).text();
  const reader = (await /*@fetchReader*/ fetch(url, post('fetchReader', true))).body.getReader();
  while (!(await reader.read()).done);
  await new Promise((resolve) => {
    http
      ./*@request*/ request(url, { method: 'POST' }, (response) => collect(response, resolve))
      .end(bodyOf('request'));
  });
  await new Promise((resolve) => {
    const request = /*@named*/ namedRequest(url, { method: 'POST' });
    request.on('response', (response) => collect(response, resolve));
    request.end(bodyOf('named', true));
  });
}

main();
