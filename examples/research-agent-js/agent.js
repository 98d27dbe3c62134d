// A research agent: splits a question into topics, looks each up in the notes and in the documentation service, rates
// its sources and writes a report.
//
// It is slow in ways that real agents are; ../README.md lists them. Look for them with Latency Lens.
import Anthropic from '@anthropic-ai/sdk';
import { chooseEndpoint } from '../shared/endpoint.js';
import { finish, say, startLine, streamText } from '../shared/terminal.js';
import { runScript } from '../shared/tools.js';
import { plannerPrompt, raterPrompt, reportPrompt, researcherPrompt } from './prompts.js';
import { runTool, tools } from './tools.js';

const model = process.env.ANTHROPIC_MODEL ?? 'claude-sonnet-5-5';
const smallModel = process.env.ANTHROPIC_SMALL_MODEL ?? 'claude-haiku-5-5';
const question = 'How should the shop store prices?';
const sources = ['notes/prices.md', 'notes/payments.md', 'notes/suppliers.md', 'notes/stock.md'];
const maxTurns = 6;

async function main() {
  const { label, ...options } = await chooseEndpoint('ANTHROPIC', '');
  const client = new Anthropic(options);
  say('agent', `${question} (${model} at ${label})`);

  const topics = await planTopics(client);
  const findings = [];
  for (const topic of topics) {
    findings.push(await researchTopic(client, topic));
  }
  const ratings = await rateSources(client);
  const report = await writeReport(client, findings, ratings);
  await titleReport(client, report);
  say('length', await runScript('research-agent-js/wordCount.js', report));
  finish();
}

/** @param {Anthropic} client */
async function planTopics(client) {
  const message = await client.messages.create({
    model,
    max_tokens: 3000,
    thinking: { type: 'adaptive', display: 'summarized' },
    system: await plannerPrompt(),
    messages: [{ role: 'user', content: question }],
  });
  const topics = textOf(message).split('\n').filter(Boolean).slice(0, 3);
  say('plan', topics.join('\n'));
  return topics;
}

/**
 * One topic's loop: the model asks for tools until it knows enough to write down what it found.
 * @param {Anthropic} client
 * @param {string} topic
 */
async function researchTopic(client, topic) {
  /** @type {Anthropic.MessageParam[]} */
  const messages = [{ role: 'user', content: `Topic: ${topic}` }];
  for (let turn = 1; turn <= maxTurns; turn += 1) {
    const message = await askModel(client, messages);
    messages.push({ role: 'assistant', content: message.content });
    if (message.stop_reason !== 'tool_use') {
      say('found', textOf(message));
      return textOf(message);
    }
    messages.push({ role: 'user', content: await useTools(message) });
  }
  return `Nothing was found about ${topic} in ${maxTurns} turns.`;
}

/**
 * @param {Anthropic} client
 * @param {Anthropic.MessageParam[]} messages
 */
async function askModel(client, messages) {
  const stream = client.messages.stream({
    model,
    max_tokens: 3000,
    thinking: { type: 'adaptive', display: 'summarized' },
    system: [
      { type: 'text', text: await researcherPrompt(new Date()), cache_control: { type: 'ephemeral' } },
    ],
    messages,
    tools,
  });
  return stream.finalMessage();
}

/** @param {Anthropic.Message} message */
async function useTools(message) {
  /** @type {Anthropic.ToolResultBlockParam[]} */
  const results = [];
  for (const block of message.content) {
    if (block.type !== 'tool_use') continue;
    results.push({
      type: 'tool_result',
      tool_use_id: block.id,
      content: await runTool(block.name, block.input),
    });
  }
  return results;
}

/** @param {Anthropic} client */
async function rateSources(client) {
  const ratings = [];
  for (const source of sources) {
    const message = await client.messages.create({
      model: smallModel,
      max_tokens: 60,
      system: [{ type: 'text', text: await raterPrompt(), cache_control: { type: 'ephemeral' } }],
      messages: [{ role: 'user', content: `Source: ${source}` }],
    });
    say('rating', `${source}: ${textOf(message)}`);
    ratings.push(`${source}: ${textOf(message)}`);
  }
  return ratings;
}

/**
 * @param {Anthropic} client
 * @param {string[]} findings
 * @param {string[]} ratings
 */
async function writeReport(client, findings, ratings) {
  startLine('report');
  const stream = client.messages.stream({
    model,
    max_tokens: 2000,
    system: await reportPrompt(),
    messages: [{ role: 'user', content: [question, ...findings, ...ratings].join('\n\n') }],
  });
  stream.on('text', streamText);
  return textOf(await stream.finalMessage());
}

/**
 * @param {Anthropic} client
 * @param {string} report
 */
async function titleReport(client, report) {
  const message = await client.messages.create({
    model: smallModel,
    max_tokens: 40,
    system: 'You write a title of at most six words.',
    messages: [{ role: 'user', content: report }],
  });
  say('title', textOf(message));
}

/** @param {Anthropic.Message} message */
function textOf(message) {
  return message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

await main();
