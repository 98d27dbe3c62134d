// LangChain's chat models in the ways people use them.
import { setTimeout as sleep } from 'node:timers/promises';
import { ChatAnthropic } from '@langchain/anthropic';
import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { RunnableLambda, RunnableParallel } from '@langchain/core/runnables';
import { ChatOpenAI } from '@langchain/openai';
import { z } from 'zod';

const configuration = { baseURL: process.env.OPENAI_BASE_URL };
const model = new ChatOpenAI({ model: 'gpt-x', configuration });
const claude = new ChatAnthropic({ model: 'claude-x', anthropicApiUrl: process.env.ANTHROPIC_BASE_URL });
const ask = (cell) => `cell:${cell}`;
const drain = async (stream) => {
  for await (const _ of stream);
};

async function helper() {
  await sleep(1);
  return model./*@helper*/ invoke(ask('helper'));
}

async function models() {
  await model./*@invoke*/ invoke(ask('invoke'));
  await claude./*@invokeClaude*/ invoke(ask('invokeClaude'));
  await drain(await model./*@stream*/ stream(ask('stream')));
  await drain(await claude./*@streamClaude*/ stream(ask('streamClaude')));
  await model./*@batch*/ batch([ask('batch'), ask('batch'), ask('batch')]);
  await Promise.all([helper(), helper(), claude./*@all*/ invoke(ask('all'))]);
  await drain(model./*@streamEvents*/ streamEvents(ask('streamEvents'), { version: 'v2' }));
}

async function chains() {
  const prompt = ChatPromptTemplate.fromMessages([['human', '{question}']]);
  const chain = prompt.pipe(model).pipe(new StringOutputParser());
  await chain./*@chain*/ invoke({ question: ask('chain') });
  await drain(await chain./*@chainStreamed*/ stream({ question: ask('chainStreamed') }));
  await chain./*@chainBatch*/ batch([{ question: ask('chainBatch') }, { question: ask('chainBatch') }]);
  const structured = model.withStructuredOutput(z.object({ answer: z.string() }));
  await structured./*@structured*/ invoke(ask('structured'));
  const inLambda = RunnableLambda.from(() => model./*@lambda*/ invoke(ask('lambda')));
  await inLambda.invoke('');
  const both = RunnableParallel.from({ first: model, second: claude });
  await both./*@parallel*/ invoke(ask('parallel'));
}

async function main() {
  await models();
  await chains();
}

main();
