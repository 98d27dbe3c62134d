// The undici package: fetch, request, stream, pipeline, clients and pools of one's own.
import { PassThrough, Writable } from 'node:stream';
import { pipeline as connect } from 'node:stream/promises';
import { Agent, Client, fetch, Pool, pipeline, request, stream } from 'undici';

const origin = new URL(process.env.OPENAI_BASE_URL).origin;
const path = '/v1/chat/completions';
const url = origin + path;
const bodyOf = (cell, streamed = false) =>
  JSON.stringify({ model: 'x', stream: streamed, messages: [{ role: 'user', content: `cell:${cell}` }] });
const post = (cell, streamed) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: bodyOf(cell, streamed),
});
const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

async function main() {
  await (await /*@fetch*/ fetch(url, post('fetch', true))).text();
  await (await /*@request*/ request(url, post('request'))).body.json();
  await (await /*@requestStreamed*/ request(url, post('requestStreamed', true))).body.text();
  await /*@stream*/ stream(url, post('stream', true), nowhere);
  const duplex = /*@pipeline*/ pipeline(url, { method: 'POST' }, ({ body }) => body);
  duplex.end(bodyOf('pipeline', true));
  await connect(duplex, new PassThrough(), nowhere());
  const client = new Client(origin);
  await (await client./*@client*/ request({ path, ...post('client') })).body.text();
  await client.close();
  const pool = new Pool(origin, { connections: 2 });
  await Promise.all(
    [1, 2, 3].map(async () => (await pool./*@pool*/ request({ path, ...post('pool', true) })).body.text()),
  );
  await pool.close();
  const dispatcher = new Agent();
  await (await /*@dispatcher*/ fetch(url, { ...post('dispatcher'), dispatcher })).json();
  await dispatcher.close();
}

main();
