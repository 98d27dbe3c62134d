import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { BedrockRuntimeClient, ConverseCommand, type Message } from '@aws-sdk/client-bedrock-runtime';
import { type Content, GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { findWireStyle } from '../../../src/decode/findWireStyle';
import type { DecodedResponse } from '../../../src/decode/wireDecoder';
import type { RequestFacts } from '../../../src/model/attempt';

/** What is decoded of one exchange. */
interface Turn {
  readonly request: RequestFacts;
  readonly answer: DecodedResponse;
}

/** Stands in for the network: gives each request the next answer, and decodes both. */
class ScriptedServer {
  readonly turns: Turn[] = [];

  constructor(
    private readonly style: string,
    private readonly answers: readonly object[],
  ) {}

  readonly fetch = async (url: unknown, init?: { body?: unknown }): Promise<Response> => {
    const bytes = this.answer(String(url), Buffer.from(String(init?.body)));
    return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'application/json' } });
  };

  answer(url: string, body: Uint8Array): Buffer {
    const style = findWireStyle(this.style);
    const request = style.describeRequest(body, new URL(url), {});
    const bytes = Buffer.from(JSON.stringify(this.answers[this.turns.length]));
    const decoder = style.openResponse(
      { status: 200, headers: { 'content-type': 'application/json' } },
      request,
    );
    decoder.push(bytes, 0);
    decoder.end(0);
    this.turns.push({ request, answer: decoder.snapshot() });
    return bytes;
  }
}

const kindsOf = ({ request }: Turn) => (request.prompt ?? []).map(({ kind }) => kind);
const idsOf = ({ request }: Turn) => (request.prompt ?? []).flatMap(({ toolCalls = [] }) => toolCalls);
const digestsOf = ({ request }: Turn) => (request.prompt ?? []).map(({ digest }) => digest);
const askedIn = (turns: readonly Turn[]) =>
  turns.flatMap(({ answer }) => answer.toolCalls.map(({ id }) => id));

/** Each prompt begins with the one before it, and goes on with that one's answer. */
function assertCarriedOn(turns: readonly Turn[]): void {
  for (const [index, turn] of turns.entries()) {
    const before = turns[index - 1];
    if (before) assert.deepEqual(digestsOf(turn).slice(0, digestsOf(before).length), digestsOf(before));
  }
}

/** Of the calls that each turn's answer asks for. */
const turnsOfIds: readonly (readonly string[])[] = [['a', 'b'], ['c'], []];

const loop = ['tools', 'system', 'user', 'assistant', 'toolResult', 'toolResult', 'assistant', 'toolResult'];
/** Where a turn's results are one message. */
const shortLoop = loop.filter((_, index) => index !== 5);

describe('prompts that SDKs send in a loop of an agent', () => {
  it('by OpenAI’s, as Chat Completions', async () => {
    const call = (id: string) => ({ id, type: 'function', function: { name: 'f', arguments: '{"a":1}' } });
    const saying = (message: object) => ({
      id: 'c',
      choices: [{ index: 0, message, finish_reason: 'stop' }],
    });
    const server = new ScriptedServer('openai.chat', [
      saying({ role: 'assistant', content: null, refusal: null, tool_calls: [call('a'), call('b')] }),
      saying({ role: 'assistant', content: 'Hm.', refusal: null, tool_calls: [call('c')] }),
      saying({ role: 'assistant', content: 'Done.', refusal: null }),
    ]);
    const client = new OpenAI({ apiKey: 'key', fetch: server.fetch });
    await client.chat.completions
      .runTools({
        model: 'gpt',
        messages: [
          { role: 'developer', content: 'Be short.' },
          { role: 'user', content: [{ type: 'text', text: 'Go.' }] },
        ],
        tools: [
          {
            type: 'function',
            function: { name: 'f', description: '', parameters: {}, function: () => 'ok' },
          },
        ],
      })
      .done();
    const [first, , last] = server.turns as [Turn, Turn, Turn];
    assertCarriedOn(server.turns);
    assert.deepEqual([kindsOf(first), kindsOf(last)], [loop.slice(0, 3), loop]);
    assert.deepEqual(idsOf(last), ['a', 'b', 'a', 'b', 'c', 'c']);
    assert.deepEqual(askedIn(server.turns), ['a', 'b', 'c']);
  });

  it('by OpenAI’s, as Responses, with the whole input or what is new of it', async () => {
    const call = (id: string) => ({
      type: 'function_call',
      id: `fc_${id}`,
      call_id: id,
      name: 'f',
      arguments: '{}',
    });
    const response = (id: string, ...output: object[]) => ({
      id,
      object: 'response',
      status: 'completed',
      output,
    });
    const answers = [response('r1', call('a'), call('b')), response('r2', call('c')), response('r3')];
    const whole = new ScriptedServer('openai.responses', answers);
    const parts = new ScriptedServer('openai.responses', answers);
    const ask = { model: 'gpt', instructions: 'Be short.', tools: [{ type: 'web_search' as const }] };
    const result = (id: string) => ({ type: 'function_call_output' as const, call_id: id, output: 'ok' });
    const wholeClient = new OpenAI({ apiKey: 'key', fetch: whole.fetch });
    const input: OpenAI.Responses.ResponseInput = [{ type: 'message', role: 'user', content: 'Go.' }];
    for (const ids of turnsOfIds) {
      const { output } = await wholeClient.responses.create({ ...ask, input });
      input.push(...(output as OpenAI.Responses.ResponseInputItem[]), ...ids.map(result));
    }
    const client = new OpenAI({ apiKey: 'key', fetch: parts.fetch });
    await client.responses.create({ ...ask, input: 'Go.' });
    await client.responses.create({ ...ask, input: [result('a'), result('b')], previous_response_id: 'r1' });
    await client.responses.create({ ...ask, input: [result('c')], previous_response_id: 'r2' });

    const [first, , last] = whole.turns as [Turn, Turn, Turn];
    assertCarriedOn(whole.turns);
    assert.deepEqual(kindsOf(last), [...loop.slice(0, 4), 'assistant', ...loop.slice(4)]);
    assert.deepEqual(idsOf(last), ['a', 'b', 'a', 'b', 'c', 'c']);
    assert.deepEqual(askedIn(whole.turns), ['a', 'b', 'c']);
    assert.deepEqual(digestsOf(parts.turns[0] as Turn), digestsOf(first), 'a text is a message of the user');
    assert.deepEqual(
      parts.turns.map(({ request }) => request.continuesResponse),
      [undefined, 'r1', 'r2'],
    );
    assert.deepEqual(
      parts.turns.map(({ answer }) => answer.responseId),
      ['r1', 'r2', 'r3'],
    );
    assert.deepEqual(idsOf(parts.turns[1] as Turn), ['a', 'b']);
  });

  it('by Anthropic’s, with a mark for the cache that moves along', async () => {
    const call = (id: string) => ({ type: 'tool_use', id, name: 'f', input: { b: 1, a: 2 } });
    const message = (...content: object[]) => ({ id: 'm', type: 'message', role: 'assistant', content });
    const server = new ScriptedServer('anthropic.messages', [
      message({ type: 'text', text: 'Wait.' }, call('a'), call('b')),
      message(call('c')),
      message({ type: 'text', text: 'Done.' }),
    ]);
    const client = new Anthropic({ apiKey: 'key', fetch: server.fetch as typeof fetch });
    const history: Anthropic.MessageParam[] = [{ role: 'user', content: 'Go.' }];
    const marked = (content: Anthropic.MessageParam['content']): Anthropic.ContentBlockParam[] => {
      const blocks = typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content;
      return blocks.map((block, index) =>
        index === blocks.length - 1
          ? ({ ...block, cache_control: { type: 'ephemeral' } } as typeof block)
          : block,
      );
    };
    for (const ids of turnsOfIds) {
      const last = history.at(-1) as Anthropic.MessageParam;
      const { content } = await client.messages.create({
        model: 'claude',
        max_tokens: 10,
        system: 'Be short.',
        tools: [{ name: 'f', input_schema: { type: 'object' } }],
        messages: [...history.slice(0, -1), { role: 'user', content: marked(last.content) }],
      });
      const results = ids.map((id) => ({ type: 'tool_result' as const, tool_use_id: id, content: 'ok' }));
      history.push({ role: 'assistant', content }, { role: 'user', content: results });
    }
    const [, , last] = server.turns as [Turn, Turn, Turn];
    assertCarriedOn(server.turns);
    assert.deepEqual(kindsOf(last), shortLoop);
    assert.deepEqual(idsOf(last), ['a', 'b', 'a', 'b', 'c', 'c']);
    assert.deepEqual(askedIn(server.turns), ['a', 'b', 'c']);
    for (const { request } of server.turns) {
      const marks = (request.prompt ?? []).map(({ cacheMark }) => cacheMark === true);
      assert.deepEqual(marks.indexOf(true), marks.length - 1);
    }
  });

  it('by Google’s, which names no calls', async () => {
    const call = { functionCall: { name: 'f', args: { x: 1 } } };
    const saying = (...parts: object[]) => ({
      candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP' }],
    });
    const server = new ScriptedServer('gemini.generate', [
      saying(call, call),
      saying(call),
      saying({ text: 'Done.' }),
    ]);
    const own = globalThis.fetch;
    globalThis.fetch = server.fetch as typeof fetch;
    try {
      const client = new GoogleGenAI({ apiKey: 'key' });
      const contents: Content[] = [{ role: 'user', parts: [{ text: 'Go.' }] }];
      for (const count of [2, 1, 0]) {
        const config = { systemInstruction: 'Be short.', tools: [{ functionDeclarations: [{ name: 'f' }] }] };
        const answer = await client.models.generateContent({ model: 'gem', contents, config });
        const result = { functionResponse: { name: 'f', response: { output: 'ok' } } };
        const said = answer.candidates?.[0]?.content as Content;
        contents.push(said, { role: 'user', parts: new Array(count).fill(result) });
      }
    } finally {
      globalThis.fetch = own;
    }
    const [, , last] = server.turns as [Turn, Turn, Turn];
    assertCarriedOn(server.turns);
    assert.deepEqual(kindsOf(last), shortLoop);
    assert.deepEqual(idsOf(last), []);
  });

  it('by that of AWS, as Converse, with points for the cache', async () => {
    const call = (id: string) => ({ toolUse: { toolUseId: id, name: 'f', input: { a: 1 } } });
    const message = (...content: object[]) => ({
      output: { message: { role: 'assistant', content } },
      stopReason: 'end_turn',
      usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
    });
    const server = new ScriptedServer('bedrock.converse', [
      message({ text: 'Wait.' }, call('a'), call('b')),
      message(call('c')),
      message({ text: 'Done.' }),
    ]);
    const client = new BedrockRuntimeClient({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'id', secretAccessKey: 'key' },
      requestHandler: {
        handle: async ({ path, body }: { path: string; body: Uint8Array }) => {
          const bytes = server.answer(`https://bedrock${path}`, new Uint8Array(body));
          const headers = { 'content-type': 'application/json' };
          return { response: { statusCode: 200, headers, body: new Response(new Uint8Array(bytes)).body } };
        },
      } as never,
    });
    const messages: Message[] = [{ role: 'user', content: [{ text: 'Go.' }] }];
    for (const ids of turnsOfIds) {
      const last = messages.at(-1) as Message;
      const { output } = await client.send(
        new ConverseCommand({
          modelId: 'nova',
          system: [{ text: 'Be short.' }, { cachePoint: { type: 'default' } }],
          toolConfig: { tools: [{ toolSpec: { name: 'f', inputSchema: { json: { type: 'object' } } } }] },
          messages: [
            ...messages.slice(0, -1),
            { ...last, content: [...(last.content ?? []), { cachePoint: { type: 'default' } }] },
          ],
        }),
      );
      const results = ids.map((id) => ({ toolResult: { toolUseId: id, content: [{ text: 'ok' }] } }));
      messages.push(output?.message as Message, { role: 'user', content: results });
    }
    const [, , last] = server.turns as [Turn, Turn, Turn];
    assertCarriedOn(server.turns);
    assert.deepEqual(kindsOf(last), shortLoop);
    assert.deepEqual(idsOf(last), ['a', 'b', 'a', 'b', 'c', 'c']);
    assert.deepEqual(askedIn(server.turns), ['a', 'b', 'c']);
    const marks = (last.request.prompt ?? []).map(({ cacheMark }) => cacheMark === true);
    assert.deepEqual(marks, [false, true, false, false, false, false, true]);
  });
});
