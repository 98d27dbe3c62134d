// The OpenAI SDK in the ways people use it.
import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';

const client = new OpenAI();
const ask = (cell) => ({ model: 'gpt-x', messages: [{ role: 'user', content: `cell:${cell}` }] });
const drain = async (stream) => {
  for await (const _ of stream);
};
const schema = {
  type: 'object',
  properties: { answer: { type: 'string' } },
  required: ['answer'],
  additionalProperties: false,
};
const look = {
  type: 'function',
  function: {
    name: 'look',
    parameters: { type: 'object', properties: {} },
    parse: JSON.parse,
    function: () => sleep(2).then(() => 'seen'),
  },
};

class Agent {
  #client = client;
  async run() {
    for (let turn = 0; turn < 3; turn++) await this.step();
  }
  async step() {
    await drain(await this.#client.chat.completions./*@method*/ create({ ...ask('method'), stream: true }));
  }
}

async function chat() {
  await client.chat.completions./*@create*/ create(ask('create'));
  await drain(await client.chat.completions./*@streamed*/ create({ ...ask('streamed'), stream: true }));
  await new Agent().run();
  await client.chat.completions./*@withResponse*/ create(ask('withResponse')).withResponse();
  await client.chat.completions
    ./*@then*/ create(ask('then'))
    .then(() => client.chat.completions./*@thenStreamed*/ create({ ...ask('thenStreamed'), stream: true }))
    .then(drain);
  await Promise.all([
    client.chat.completions./*@allFirst*/ create(ask('allFirst')),
    client.chat.completions./*@allSecond*/ create(ask('allSecond')),
  ]);
  await new Promise((resolve) => {
    setTimeout(() => client.chat.completions./*@timeout*/ create(ask('timeout')).then(resolve), 2);
  });
  await client.chat.completions./*@retried*/ create(ask('retried'));
}

async function helpers() {
  await client.chat.completions./*@stream*/ stream(ask('stream')).finalContent();
  const events = client.chat.completions./*@streamEvents*/ stream(ask('streamEvents'));
  await new Promise((resolve) => events.on('end', resolve));
  const response_format = { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } };
  await client.chat.completions./*@parse*/ parse({ ...ask('parse'), response_format });
  const runner = client.chat.completions./*@runTools*/ runTools({ ...ask('runTools'), tools: [look] });
  await runner.finalContent();
  const streamed = { ...ask('runToolsStreamed'), stream: true, tools: [look] };
  await client.chat.completions./*@runToolsStreamed*/ runTools(streamed).finalContent();
}

async function responses() {
  const input = (cell) => ({ model: 'gpt-x', input: `cell:${cell}` });
  await client.responses./*@responses*/ create(input('responses'));
  await drain(
    await client.responses./*@responsesStreamed*/ create({ ...input('responsesStreamed'), stream: true }),
  );
  await client.responses./*@responsesStream*/ stream(input('responsesStream')).finalResponse();
  const text = { format: { type: 'json_schema', name: 'answer', strict: true, schema } };
  await client.responses./*@responsesParse*/ parse({ ...input('responsesParse'), text });
}

async function main() {
  await chat();
  await helpers();
  await responses();
}

main();
