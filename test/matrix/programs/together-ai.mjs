// The Together SDK in the ways people use it.
import Together from 'together-ai';

const client = new Together({ apiKey: 'none', baseURL: process.env.REPLAY_URL });
const ask = (cell) => ({ model: 'together-x', messages: [{ role: 'user', content: `cell:${cell}` }] });
const drain = async (stream) => {
  for await (const _ of stream);
};

async function main() {
  await client.chat.completions./*@create*/ create(ask('create'));
  await drain(await client.chat.completions./*@streamed*/ create({ ...ask('streamed'), stream: true }));
  await client.chat.completions
    ./*@then*/ create(ask('then'))
    .then(() => client.chat.completions./*@thenSecond*/ create(ask('thenSecond')));
  await Promise.all([1, 2, 3].map(() => client.chat.completions./*@mapped*/ create(ask('mapped'))));
}

main();
