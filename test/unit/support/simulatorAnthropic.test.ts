import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import type { Behaviour, OutputItem, Respond } from '../../support/simulator/behaviour';
import { type Simulator, startSimulator } from '../../support/simulator/startSimulator';

const answer: readonly OutputItem[] = [
  { reasoning: 'I should look.' },
  { text: 'Looking – «jetzt».' },
  { toolCall: { name: 'search_docs', arguments: { q: 'ttft', limit: 3 } } },
  { toolCall: { name: 'read_file', arguments: { path: 'a/b.txt' } } },
];
const ask = { model: 'claude-x', max_tokens: 500, messages: [{ role: 'user', content: 'hi' }] } as const;
const longSystem = 'Follow the rules of this house. '.repeat(250);

describe('simulator with the @anthropic-ai/sdk package', () => {
  let simulator: Simulator;
  let respond: Respond;
  let client: Anthropic;

  beforeEach(async () => {
    simulator = await startSimulator({ respond: (request) => respond(request) });
    client = new Anthropic({ baseURL: simulator.url, apiKey: 'test' });
  });
  afterEach(() => simulator.close());

  function script(behaviour: Behaviour): void {
    respond = () => ({ tokenEveryMs: 0, ...behaviour });
  }

  function checkContent(message: Anthropic.Message): void {
    const [thinking, text, ...calls] = message.content;
    assert.equal(thinking?.type === 'thinking' && thinking.thinking, 'I should look.');
    assert.equal(text?.type === 'text' && text.text, 'Looking – «jetzt».');
    assert.deepEqual(
      calls.map((block) => block.type === 'tool_use' && [block.name, block.input]),
      [
        ['search_docs', { q: 'ttft', limit: 3 }],
        ['read_file', { path: 'a/b.txt' }],
      ],
    );
    assert.equal(message.stop_reason, 'tool_use');
  }

  it('streams thinking, text, parallel tool calls and usage', async () => {
    script({ output: answer });
    const message = await client.messages.stream({ ...ask, messages: [...ask.messages] }).finalMessage();
    checkContent(message);
    const tokens = simulator.log.requests[0]?.writes.reduce((sum, write) => sum + write.tokens, 0);
    assert.equal(message.usage.output_tokens, tokens);
    assert.equal(message.usage.output_tokens_details?.thinking_tokens, 4);
  });

  it('says the same without a stream', async () => {
    script({ output: answer });
    checkContent(await client.messages.create({ ...ask, messages: [...ask.messages] }));
  });

  it('caches up to the breakpoint and counts what it read and wrote', async () => {
    script({ output: [{ text: 'ok' }] });
    const usageOf = async (content: string, cached = true) => {
      const text = { type: 'text', text: longSystem } as const;
      const system = [cached ? { ...text, cache_control: { type: 'ephemeral' as const } } : text];
      return (await client.messages.create({ ...ask, system, messages: [{ role: 'user', content }] })).usage;
    };
    const cold = await usageOf('one');
    const warm = await usageOf('two');
    const unmarked = await usageOf('two', false);
    const written = Number(cold.cache_creation_input_tokens);
    assert.ok(written >= 1024, `${written} written`);
    assert.deepEqual([cold.cache_read_input_tokens, warm.cache_creation_input_tokens], [0, 0]);
    assert.equal(warm.cache_read_input_tokens, written);
    assert.deepEqual([unmarked.cache_read_input_tokens, unmarked.cache_creation_input_tokens], [0, 0]);
    assert.equal(unmarked.input_tokens, warm.input_tokens + written);
  });

  it('is retried after a rate limit and after an overload', async () => {
    respond = ({ retryCount }) => {
      if (retryCount > 1) return { output: [{ text: 'now' }] };
      return { failure: { kind: 'status', status: retryCount === 0 ? 429 : 529, retryAfterMs: 20 } };
    };
    const message = await client.messages.stream({ ...ask, messages: [...ask.messages] }).finalMessage();
    assert.equal(message.content[0]?.type === 'text' && message.content[0].text, 'now');
    assert.deepEqual(
      simulator.log.requests.map(({ status }) => status),
      [429, 529, 200],
    );
  });

  it('fails in mid-stream by an error event and by a cut', async () => {
    const output = [{ text: 'one two six' }];
    for (const kind of ['streamError', 'cut'] as const) {
      script({ tokenEveryMs: 2, output, failure: { kind, afterTokens: 2 } });
      const stream = client.messages.stream({ ...ask, messages: [...ask.messages] });
      let text = '';
      stream.on('text', (delta) => {
        text += delta;
      });
      await assert.rejects(stream.finalMessage(), kind === 'cut' ? /terminated|closed/ : /overloaded_error/);
      assert.equal(text, 'one two');
    }
  });
});
