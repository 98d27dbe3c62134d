// Many callers at once in one process, about 330 calls in an order that a seed gives: SDKs, HTTP clients, styles and
// waits in any mixture, and nobody waits for anybody else.
import { setTimeout as sleep } from 'node:timers/promises';
import { createOpenAI } from '@ai-sdk/openai';
import Anthropic from '@anthropic-ai/sdk';
import { ChatOpenAI } from '@langchain/openai';
import { generateText, streamText } from 'ai';
import axios from 'axios';
import OpenAI from 'openai';
import { request } from 'undici';

const baseURL = process.env.OPENAI_BASE_URL;
const url = `${baseURL}/chat/completions`;
const openai = new OpenAI();
const anthropic = new Anthropic();
const chain = new ChatOpenAI({ model: 'x', configuration: { baseURL } });
const model = createOpenAI({ baseURL }).chat('x');
const ask = (cell, stream) => ({
  model: 'x',
  max_tokens: 50,
  messages: [{ role: 'user', content: `cell:${cell}` }],
  ...(stream && { stream }),
});
const post = (cell) => ({ method: 'POST', body: JSON.stringify(ask(cell)) });
const drain = async (stream) => {
  for await (const _ of stream);
};

const styles = [
  () => openai.chat.completions./*@create*/ create(ask('create')),
  async () => drain(await openai.chat.completions./*@streamed*/ create(ask('streamed', true))),
  () => openai.chat.completions./*@helper*/ stream(ask('helper')).finalContent(),
  () => openai.responses./*@responses*/ create({ model: 'x', input: 'cell:responses' }),
  () => anthropic.messages./*@claude*/ create(ask('claude')),
  () => anthropic.messages./*@claudeStream*/ stream(ask('claudeStream')).finalMessage(),
  async () => {
    const first = openai.chat.completions./*@first*/ create(ask('first'));
    const second = anthropic.messages./*@second*/ create(ask('second'));
    await Promise.all([second, first]);
  },
  () => sleep(1).then(() => anthropic.messages./*@slept*/ create(ask('slept'))),
  () =>
    new Promise((resolve) =>
      setTimeout(() => resolve(openai.chat.completions./*@timed*/ create(ask('timed'))), 2),
    ),
  () => chain./*@chain*/ invoke('cell:chain'),
  async () => drain(await chain./*@chainStreamed*/ stream('cell:chainStreamed')),
  () => chain./*@batch*/ batch(['cell:batch', 'cell:batch']),
  () => /*@generateText*/ generateText({ model, prompt: 'cell:generateText' }),
  async () => drain(/*@streamText*/ streamText({ model, prompt: 'cell:streamText' }).textStream),
  async () => (await /*@fetch*/ fetch(url, post('fetch'))).json(),
  () => axios./*@axios*/ post(url, ask('axios')),
  async () => (await /*@undici*/ request(url, post('undici'))).body.json(),
];

/** Numbers from 0 to 1, the same in every run. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

async function worker(random) {
  for (let turn = 0; turn < 10; turn++) {
    await sleep(random() * 20);
    await styles[Math.floor(random() * styles.length)]();
  }
}

async function main() {
  await Promise.all(Array.from({ length: 29 }, (_, index) => worker(seeded(index + 1))));
}

main();
