// Agents that run for many turns: loops of the program's own, and loops that SDKs turn by themselves. A mark that ends
// with a number is answered with so many uses of a tool before the answer.
import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';

const openai = new OpenAI();
const anthropic = new Anthropic();
const ask = (cell) => ({ model: 'x', max_tokens: 50, messages: [{ role: 'user', content: `cell:${cell}` }] });
const turns = 25;

async function think(turn) {
  const stream = await openai.chat.completions./*@think*/ create({ ...ask('think'), stream: true });
  for await (const _ of stream) await null;
  return turn % 2 === 0;
}

async function act() {
  await Promise.all([sleep(1), lookUp(), lookUp()]);
}

function lookUp() {
  return new Promise((resolve, reject) => {
    setImmediate(() => anthropic.messages./*@lookUp*/ create(ask('lookUp')).then(resolve, reject));
  });
}

async function reflect() {
  return anthropic.messages./*@reflect*/ stream(ask('reflect')).finalMessage();
}

async function ownLoops() {
  for (let turn = 0; turn < turns; turn++) {
    if (await think(turn)) await act();
    else await reflect();
  }
  await recurse(turns);
  const emitter = new EventEmitter();
  let left = turns;
  emitter.on('turn', () => {
    openai.chat.completions
      ./*@event*/ create(ask('event'))
      .then(() => emitter.emit(--left ? 'turn' : 'done'));
  });
  setTimeout(() => emitter.emit('turn'), 1);
  await once(emitter, 'done');
}

async function recurse(left) {
  if (left === 0) return;
  await openai.chat.completions./*@recursion*/ create(ask('recursion'));
  await recurse(left - 1);
}

async function toolLoops() {
  const run = () => sleep(1).then(() => 'seen');
  const parameters = { type: 'object', properties: {} };
  const look = { type: 'function', function: { name: 'look', parameters, parse: JSON.parse, function: run } };
  const limit = { maxChatCompletions: 50 };
  const runner = openai.chat.completions./*@runTools20*/ runTools(
    { ...ask('runTools20'), tools: [look] },
    limit,
  );
  await runner.finalContent();
  const streamed = { ...ask('runToolsStreamed20'), stream: true, tools: [look] };
  await openai.chat.completions./*@runToolsStreamed20*/ runTools(streamed, limit).finalContent();
  const seen = { name: 'look', input_schema: parameters, run, parse: (content) => content };
  await anthropic.beta.messages./*@toolRunner20*/ toolRunner({ ...ask('toolRunner20'), tools: [seen] });
}

async function main() {
  await ownLoops();
  await toolLoops();
}

main();
