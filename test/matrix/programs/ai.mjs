// The AI SDK in the ways people use it.

import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import {
  generateObject,
  generateText,
  Output,
  stepCountIs,
  streamObject,
  streamText,
  ToolLoopAgent,
  tool,
} from 'ai';
import { z } from 'zod';

const openai = createOpenAI({ baseURL: process.env.OPENAI_BASE_URL });
const anthropic = createAnthropic({ baseURL: `${process.env.ANTHROPIC_BASE_URL}/v1` });
const schema = z.object({ answer: z.string() });
const tools = {
  look: tool({
    description: 'Looks.',
    inputSchema: z.object({ of: z.string() }),
    execute: async () => 'seen',
  }),
};
const ask = (cell, model = openai('gpt-x')) => ({ model, prompt: `cell:${cell}` });
const drain = async (stream) => {
  for await (const _ of stream);
};

async function answerTwice() {
  await /*@helperFirst*/ generateText(ask('helperFirst'));
  return /*@helperSecond*/ generateText(ask('helperSecond', openai.chat('gpt-x')));
}

async function plain() {
  await /*@generateText*/ generateText(ask('generateText'));
  await /*@generateTextChat*/ generateText(ask('generateTextChat', openai.chat('gpt-x')));
  await /*@generateTextClaude*/ generateText(ask('generateTextClaude', anthropic('claude-x')));
  await drain(/*@streamText*/ streamText(ask('streamText')).textStream);
  const claude = /*@streamTextClaude*/ streamText(ask('streamTextClaude', anthropic('claude-x')));
  await drain(claude.fullStream);
  await /*@streamTextAwaited*/ streamText(ask('streamTextAwaited', openai.chat('gpt-x'))).text;
  await answerTwice();
  await Promise.all([
    /*@allFirst*/ generateText(ask('allFirst')),
    /*@allSecond*/ generateText(ask('allSecond')),
    answerTwice(),
  ]);
}

async function structured() {
  await /*@generateObject*/ generateObject({ ...ask('generateObject'), schema });
  const object = /*@streamObject*/ streamObject({ ...ask('streamObject', openai.chat('gpt-x')), schema });
  await drain(object.partialObjectStream);
  const output = Output.object({ schema });
  await /*@generateOutput*/ generateText({ ...ask('generateOutput'), output });
}

async function agents() {
  const stopWhen = stepCountIs(5);
  await /*@toolLoop*/ generateText({ ...ask('toolLoop', openai.chat('gpt-x')), tools, stopWhen });
  const looped = { ...ask('toolLoopStreamed', anthropic('claude-x')), tools, stopWhen };
  await drain(/*@toolLoopStreamed*/ streamText(looped).fullStream);
  const agent = new ToolLoopAgent({ model: openai('gpt-x'), tools });
  await agent./*@agent*/ generate({ prompt: 'cell:agent' });
  const streamed = await agent./*@agentStreamed*/ stream({ prompt: 'cell:agentStreamed' });
  await drain(streamed.textStream);
}

async function main() {
  await plain();
  await structured();
  await agents();
}

main();
