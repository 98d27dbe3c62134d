// superagent, awaited, by callback and piped.
import { Writable } from 'node:stream';
import superagent from 'superagent';

const url = `${process.env.OPENAI_BASE_URL}/chat/completions`;
const ask = (cell, stream = false) => ({
  model: 'x',
  stream,
  messages: [{ role: 'user', content: `cell:${cell}` }],
});
const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

async function main() {
  // It asks when it is awaited.
  await superagent.post(url)./*@awaited*/ send(ask('awaited'));
  await new Promise((resolve) => {
    superagent.post(url).send(ask('callback'))./*@callback*/ end(resolve);
  });
  await new Promise((resolve) => {
    superagent.post(url).send(ask('piped', true))./*@piped*/ pipe(nowhere()).on('finish', resolve);
  });
}

main();
