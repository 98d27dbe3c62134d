// The Anthropic SDK in the ways people use it.
import { setTimeout as sleep } from 'node:timers/promises';
import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();
const ask = (cell) => ({
  model: 'claude-x',
  max_tokens: 50,
  messages: [{ role: 'user', content: `cell:${cell}` }],
});
const look = {
  name: 'look',
  description: 'Looks.',
  input_schema: { type: 'object', properties: {} },
  run: () => sleep(2).then(() => 'seen'),
  parse: (content) => content,
};

class Agent {
  async run() {
    for (let turn = 0; turn < 3; turn++) {
      const message = await client.messages./*@loop*/ stream(ask('loop')).finalMessage();
      if (message.stop_reason !== 'end_turn') await sleep(1);
    }
  }
}

async function helper() {
  await sleep(1);
  const stream = await client.messages./*@helper*/ create({ ...ask('helper'), stream: true });
  for await (const _ of stream);
}

async function main() {
  await client.messages./*@create*/ create(ask('create'));
  for await (const _ of await client.messages./*@streamed*/ create({ ...ask('streamed'), stream: true }));
  await Promise.all([helper(), helper()]);
  await client.messages./*@stream*/ stream(ask('stream')).finalMessage();
  await client.messages
    ./*@streamEvents*/ stream(ask('streamEvents'))
    .on('text', () => {})
    .done();
  for await (const _ of client.messages./*@streamIterated*/ stream(ask('streamIterated'))) await sleep(0);
  await client.messages
    ./*@then*/ create(ask('then'))
    .then(() => client.messages./*@thenSecond*/ create(ask('thenSecond')));
  await new Agent().run();
  await client.messages./*@retried*/ create(ask('retried'));
  await client.beta.messages./*@toolRunner*/ toolRunner({ ...ask('toolRunner'), tools: [look] });
  const runner = client.beta.messages.toolRunner({
    ...ask('toolRunnerStreamed'),
    stream: true,
    tools: [look],
  });
  // It asks when it is asked.
  for await (const /*@toolRunnerStreamed*/ turn of runner) for await (const _ of turn);
}

main();
