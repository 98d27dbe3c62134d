// Each SDK reads a stream from memory through its own client: nothing but its parser is at work on the bytes.
import { Readable } from 'node:stream';
import Anthropic from '@anthropic-ai/sdk';
import { BedrockRuntimeClient, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { GoogleGenAI } from '@google/genai';
import { Mistral } from '@mistralai/mistralai';
import { HTTPClient } from '@mistralai/mistralai/lib/http.js';
import { CohereClientV2 } from 'cohere-ai';
import { Ollama } from 'ollama';
import OpenAI from 'openai';

const messages = [{ role: 'user', content: 'Hi' }];
const asked = { model: 'm', messages, stream: true };

/** By style: takes the reads of a body and returns how many messages the SDK gave. */
export const parsers = {
  'openai.chat': async (reads) =>
    count(await new OpenAI({ apiKey: 'none', fetch: answer(reads) }).chat.completions.create(asked)),
  'openai.responses': async (reads) =>
    count(
      await new OpenAI({ apiKey: 'none', fetch: answer(reads) }).responses.create({
        model: 'm',
        input: 'Hi',
        stream: true,
      }),
    ),
  'anthropic.messages': async (reads) =>
    count(
      await new Anthropic({ apiKey: 'none', fetch: answer(reads) }).messages.create({
        ...asked,
        max_tokens: 1,
      }),
    ),
  'gemini.generate': async (reads) =>
    withFetch(answer(reads), async () =>
      count(
        await new GoogleGenAI({ apiKey: 'none' }).models.generateContentStream({
          model: 'm',
          contents: 'Hi',
        }),
      ),
    ),
  'bedrock.converse': async (reads) => {
    const headers = { 'content-type': 'application/vnd.amazon.eventstream' };
    const client = new BedrockRuntimeClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
      requestHandler: {
        handle: async () => ({
          response: { statusCode: 200, headers, body: Readable.from(reads, { objectMode: false }) },
        }),
      },
    });
    const conversed = [{ role: 'user', content: [{ text: 'Hi' }] }];
    const { stream } = await client.send(new ConverseStreamCommand({ modelId: 'm', messages: conversed }));
    return count(stream);
  },
  'ollama.chat': async (reads) =>
    count(await new Ollama({ fetch: answer(reads, 'application/x-ndjson') }).chat(asked)),
  'cohere.v2': async (reads) =>
    withFetch(answer(reads), async () =>
      count(await new CohereClientV2({ token: 'none' }).chatStream({ model: 'm', messages })),
    ),
  mistral: async (reads) => {
    const httpClient = new HTTPClient({ fetcher: answer(reads) });
    return count(
      await new Mistral({ apiKey: 'none', httpClient }).fim.stream({ model: 'm', prompt: 'a', suffix: 'b' }),
    );
  },
};

async function count(stream) {
  let messages = 0;
  for await (const _ of stream) messages += 1;
  return messages;
}

/** A `fetch` whose answer is these reads. */
function answer(reads, type = 'text/event-stream') {
  return async () => new Response(bodyOf(reads), { status: 200, headers: { 'content-type': type } });
}

function bodyOf(reads) {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      if (next === reads.length) controller.close();
      else controller.enqueue(reads[next++]);
    },
  });
}

/** For SDKs that take no `fetch` of one's own. */
async function withFetch(fetch, work) {
  const own = globalThis.fetch;
  globalThis.fetch = fetch;
  try {
    return await work();
  } finally {
    globalThis.fetch = own;
  }
}
