// A coding agent: finds out why the shop's totals are a cent off, and proposes a repair.
//
// It is slow in ways that real agents are; ../README.md lists them. Look for them with Latency Lens.
import OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { chooseEndpoint } from '../shared/endpoint.js';
import { finish, say, startLine, streamText } from '../shared/terminal.js';
import { readTextFile } from '../shared/tools.js';
import { agentPrompt, patchPrompt, plannerPrompt, reviewerPrompt, summaryPrompt } from './prompts.ts';
import { runTool, tools } from './tools.ts';
import { readTurn } from './turn.ts';

const model = process.env.OPENAI_MODEL ?? 'gpt-5.4';
const smallModel = process.env.OPENAI_SMALL_MODEL ?? 'gpt-5.4-mini';
const maxTurns = 8;
const task = 'The total of some carts with a voucher is one cent off. Find out why and propose a repair.';

async function main(): Promise<void> {
  const { label, ...options } = await chooseEndpoint('OPENAI', '/v1');
  const client = new OpenAI(options);
  say('agent', `${task} (${model} at ${label})`);

  const plan = await makePlan(client);
  say('plan', plan);
  const diagnosis = await findCause(client, plan);
  const reviews = await reviewFiles(client, [
    'shop/money.js',
    'shop/discounts.js',
    'shop/cart.js',
    'shop/checks.js',
  ]);
  const patch = await writePatch(client, diagnosis, reviews);
  await summarise(client, diagnosis, patch);
}

async function makePlan(client: OpenAI): Promise<string> {
  const response = await client.responses.create({
    model,
    instructions: await plannerPrompt(),
    input: task,
  });
  return response.output_text;
}

/** The agent's loop: asks the model, runs the tools it wants, until it answers with text alone. */
async function findCause(client: OpenAI, plan: string): Promise<string> {
  const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: `${task}\n\nPlan:\n${plan}` }];
  for (let turn = 1; turn <= maxTurns; turn += 1) {
    const answer = await askModel(client, messages, turn);
    messages.push(answer);
    if (!answer.tool_calls?.length) return typeof answer.content === 'string' ? answer.content : '';
    for (const call of answer.tool_calls) {
      if (call.type !== 'function') continue;
      messages.push({ role: 'tool', tool_call_id: call.id, content: await runTool(call.function) });
    }
  }
  return `No cause was found in ${maxTurns} turns.`;
}

async function askModel(client: OpenAI, messages: ChatCompletionMessageParam[], turn: number) {
  const system = await agentPrompt(new Date());
  const stream = await client.chat.completions.create({
    model,
    messages: [{ role: 'system', content: system }, ...messages],
    tools,
    stream: true,
    stream_options: { include_usage: true },
  });
  startLine(`turn ${turn}`);
  return readTurn(stream, streamText);
}

async function reviewFiles(client: OpenAI, files: string[]): Promise<string[]> {
  const reviews: string[] = [];
  for (const file of files) {
    reviews.push(await reviewFile(client, file));
  }
  return reviews;
}

async function reviewFile(client: OpenAI, file: string): Promise<string> {
  const completion = await client.chat.completions.create({
    model: smallModel,
    messages: [
      { role: 'system', content: await reviewerPrompt() },
      { role: 'user', content: `${file}\n\n${await readTextFile(file)}` },
    ],
  });
  const review = completion.choices[0]?.message.content ?? '';
  say('review', `${file}: ${review}`);
  return review;
}

async function writePatch(client: OpenAI, diagnosis: string, reviews: string[]): Promise<string> {
  startLine('patch');
  const stream = client.chat.completions.stream({
    model,
    messages: [
      { role: 'system', content: await patchPrompt() },
      { role: 'user', content: [diagnosis, ...reviews].join('\n\n') },
    ],
    stream_options: { include_usage: true },
  });
  stream.on('content', streamText);
  return (await stream.finalContent()) ?? '';
}

async function summarise(client: OpenAI, diagnosis: string, patch: string): Promise<void> {
  const stream = await client.responses.create({
    model,
    instructions: await summaryPrompt(),
    input: `${diagnosis}\n\n${patch}`,
    reasoning: { effort: 'low', summary: 'auto' },
    stream: true,
  });
  startLine('done');
  for await (const event of stream) {
    if (event.type === 'response.output_text.delta') streamText(event.delta);
  }
  finish();
}

await main();
