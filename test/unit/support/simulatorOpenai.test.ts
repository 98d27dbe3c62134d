import assert from 'node:assert/strict';
import OpenAI from 'openai';
import type { Behaviour, OutputItem, Respond } from '../../support/simulator/behaviour';
import { type Simulator, startSimulator } from '../../support/simulator/startSimulator';

const answer: readonly OutputItem[] = [
  { text: 'Sure, both – at once: «ja».' },
  { toolCall: { name: 'search_docs', arguments: { q: 'ttft', limit: 3 } } },
  { toolCall: { name: 'read_file', arguments: { path: 'a/b.txt' } } },
];
const answerText = 'Sure, both – at once: «ja».';
const callsText = ['search_docs {"q":"ttft","limit":3}', 'read_file {"path":"a/b.txt"}'];
const user = { role: 'user', content: 'hi' } as const;
/** Longer than what OpenAI caches at least. */
const longSystem = 'Follow the rules of this house. '.repeat(250);

describe('simulator with the openai package', () => {
  let simulator: Simulator;
  let respond: Respond;
  let client: OpenAI;

  beforeEach(async () => {
    simulator = await startSimulator({ respond: (request) => respond(request) });
    client = new OpenAI({ baseURL: simulator.openaiUrl, apiKey: 'test' });
  });
  afterEach(() => simulator.close());

  function script(behaviour: Behaviour): void {
    respond = () => ({ tokenEveryMs: 0, ...behaviour });
  }

  describe('chat completions', () => {
    it('streams text, parallel tool calls and usage', async () => {
      script({ output: [{ hiddenReasoningTokens: 12 }, ...answer] });
      const stream = client.chat.completions.stream({
        model: 'gpt-x',
        messages: [user],
        stream_options: { include_usage: true },
      });
      let first: unknown;
      stream.on('chunk', (chunk) => {
        first ??= chunk.choices[0]?.delta;
      });
      const completion = await stream.finalChatCompletion();
      assert.deepEqual(first, { role: 'assistant', content: '', refusal: null });
      const choice = completion.choices[0];
      assert.equal(choice?.message.content, answerText);
      const calls = choice?.message.tool_calls ?? [];
      assert.deepEqual(
        calls.map((call) => call.type === 'function' && `${call.function.name} ${call.function.arguments}`),
        callsText,
      );
      assert.equal(new Set(calls.map((call) => call.id)).size, 2);
      assert.equal(choice?.finish_reason, 'tool_calls');
      const { usage } = completion;
      const tokens = simulator.log.requests[0]?.writes.reduce((sum, write) => sum + write.tokens, 0);
      assert.equal(usage?.completion_tokens, Number(tokens) + 12);
      assert.equal(usage?.completion_tokens_details?.reasoning_tokens, 12);
      assert.equal(usage?.total_tokens, Number(usage?.prompt_tokens) + Number(usage?.completion_tokens));
    });

    it('sends no usage that was not asked for', async () => {
      script({ output: answer });
      const stream = await client.chat.completions.create({ model: 'm', messages: [user], stream: true });
      for await (const chunk of stream) {
        assert.equal('usage' in chunk, false);
        assert.equal(chunk.choices.length, 1);
      }
    });

    it('says the same without a stream', async () => {
      script({ output: answer, usage: { outputTokens: 99, cachedTokens: 5 } });
      const completion = await client.chat.completions.create({ model: 'gpt-x', messages: [user] });
      const message = completion.choices[0]?.message;
      assert.equal(message?.content, answerText);
      assert.equal(message?.tool_calls?.length, 2);
      assert.equal(completion.usage?.completion_tokens, 99);
      assert.equal(completion.usage?.prompt_tokens_details?.cached_tokens, 5);
    });

    it('names the length as the reason of an end, and streams refusals', async () => {
      script({ output: [{ refusal: 'I would rather not.' }], finish: 'length' });
      const [choice] = (await client.chat.completions.create({ model: 'm', messages: [user] })).choices;
      assert.equal(choice?.finish_reason, 'length');
      const stream = await client.chat.completions.create({ model: 'm', messages: [user], stream: true });
      let refusal = '';
      for await (const chunk of stream) refusal += chunk.choices[0]?.delta.refusal ?? '';
      assert.equal(refusal, 'I would rather not.');
      assert.equal(refusal, choice?.message.refusal);
    });

    it('serves a known prefix from the cache, sooner', async () => {
      script({ firstTokenAfterMs: 10, perUncachedTokenMs: 0.1, output: [{ text: 'ok' }] });
      const ask = async (content: string) => {
        const messages = [
          { role: 'system', content: longSystem } as const,
          { role: 'user', content } as const,
        ];
        const { usage } = await client.chat.completions.create({ model: 'm', messages });
        const write = simulator.log.requests.at(-1)?.writes[0];
        const bodyComplete = Number(simulator.log.requests.at(-1)?.bodyCompleteAt);
        return {
          prompt: Number(usage?.prompt_tokens),
          cached: Number(usage?.prompt_tokens_details?.cached_tokens),
          dueMs: Number(write?.dueAt) - bodyComplete,
        };
      };
      const cold = await ask('one');
      const warm = await ask('two');
      assert.equal(cold.cached, 0);
      assert.ok(warm.cached >= 1024 && warm.cached % 128 === 0, `${warm.cached} cached`);
      assert.ok(Math.abs(cold.dueMs - (10 + cold.prompt * 0.1)) < 0.01);
      assert.ok(Math.abs(warm.dueMs - (10 + (warm.prompt - warm.cached) * 0.1)) < 0.01);
    });

    it('is retried after the wait that it names', async () => {
      const output = [{ text: 'now' }];
      respond = ({ retryCount }) =>
        retryCount === 0
          ? { failure: { kind: 'status', status: 429, retryAfterSeconds: 9, retryAfterMs: 120 } }
          : { output };
      const completion = await client.chat.completions.create({ model: 'm', messages: [user] });
      assert.equal(completion.choices[0]?.message.content, 'now');
      const [refused, served] = simulator.log.requests;
      assert.deepEqual([refused?.status, served?.status], [429, 200]);
      const waited = Number(served?.receivedAt) - Number(refused?.headersAt);
      assert.ok(waited >= 119, `waited ${waited} ms`);
    });

    it('fails with the status and the body of an OpenAI error', async () => {
      script({ failure: { kind: 'status', status: 500, shouldRetry: false } });
      await assert.rejects(client.chat.completions.create({ model: 'm', messages: [user] }), (error) => {
        assert.ok(error instanceof OpenAI.InternalServerError);
        assert.equal(error.type, 'server_error');
        assert.equal(error.requestID, simulator.log.requests[0]?.id);
        return true;
      });
      assert.equal(simulator.log.requests.length, 1);
    });

    it('fails in mid-stream by an error chunk, a cut, or a page that is no stream', async () => {
      const read = async () => {
        let text = '';
        try {
          const stream = await client.chat.completions.create({ model: 'm', messages: [user], stream: true });
          for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
          return { text };
        } catch (error) {
          return { text, error: error instanceof Error ? error.constructor.name : 'unknown' };
        }
      };
      const output = [{ text: 'one two six' }];
      script({ tokenEveryMs: 2, output, failure: { kind: 'streamError', afterTokens: 2 } });
      assert.deepEqual(await read(), { text: 'one two', error: 'APIError' });
      script({ tokenEveryMs: 2, output, failure: { kind: 'cut', afterTokens: 1 } });
      assert.deepEqual(await read(), { text: 'one', error: 'TypeError' });
      script({ failure: { kind: 'html', status: 200 } });
      assert.deepEqual(await read(), { text: '' });
    });
  });

  describe('responses', () => {
    it('streams reasoning summaries, text and tool calls', async () => {
      script({ output: [{ reasoningSummary: 'Thinking it over', tokens: 25 }, ...answer] });
      const stream = client.responses.stream({ model: 'gpt-x', input: 'hi' });
      let summary = '';
      const numbers: number[] = [];
      for await (const event of stream) {
        numbers.push(event.sequence_number);
        if (event.type === 'response.reasoning_summary_text.delta') summary += event.delta;
      }
      assert.equal(summary, 'Thinking it over');
      assert.deepEqual(
        numbers,
        numbers.map((_, index) => index),
      );
      const response = await stream.finalResponse();
      assert.equal(response.status, 'completed');
      assert.equal(response.output_text, answerText);
      const calls = response.output.filter((item) => item.type === 'function_call');
      assert.deepEqual(
        calls.map((item) => `${item.name} ${item.arguments}`),
        callsText,
      );
      assert.equal(response.usage?.output_tokens_details.reasoning_tokens, 25);
    });

    it('says the same without a stream', async () => {
      script({ output: [{ hiddenReasoningTokens: 7 }, ...answer], finish: 'length' });
      const response = await client.responses.create({ model: 'gpt-x', input: [user] });
      assert.equal(response.output_text, answerText);
      assert.deepEqual(
        response.output.map((item) => item.type),
        ['reasoning', 'message', 'function_call', 'function_call'],
      );
      assert.deepEqual(response.incomplete_details, { reason: 'max_output_tokens' });
    });

    it('reports a failure in mid-stream as an error event', async () => {
      script({ output: answer, failure: { kind: 'streamError', afterTokens: 3 } });
      const stream = await client.responses.create({ model: 'm', input: 'hi', stream: true });
      const types: string[] = [];
      for await (const event of stream) types.push(event.type);
      assert.equal(types.filter((type) => type === 'response.output_text.delta').length, 3);
      assert.deepEqual(types.slice(-2), ['error', 'response.failed']);
    });
  });
});
