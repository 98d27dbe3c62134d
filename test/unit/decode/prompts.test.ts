import assert from 'node:assert/strict';
import { findWireStyle } from '../../../src/decode/findWireStyle';
import type { RequestFacts } from '../../../src/model/attempt';

const url = new URL('https://api.example/v1/x');

/** What the prompts below say. None of it may be told. */
const content = /Oslo|Be short|noon|Hi|Ho|Wait|Look|Done|Once/;

function describeBody(style: string, body: unknown): RequestFacts {
  const facts = findWireStyle(style).describeRequest(Buffer.from(JSON.stringify(body)), url, {});
  assert.doesNotMatch(JSON.stringify(facts), content, 'content');
  return facts;
}

/** The parts of a prompt in short: kind, ids, `^` for a mark. */
function draw(style: string, body: unknown): string[] {
  return (describeBody(style, body).prompt ?? []).map(({ kind, toolCalls = [], cacheMark }) =>
    [kind, ...toolCalls, ...(cacheMark ? ['^'] : [])].join(' '),
  );
}

const mark = { cache_control: { type: 'ephemeral' } };

describe('prompt of a request', () => {
  it('of embeddings, unless they are of many documents or of tokens', () => {
    const other = (texts: number) => Array<string>(texts).fill('other');
    const texts = (count: number) => Array.from({ length: count }, (_, index) => `Oslo ${index}`);
    assert.deepEqual(draw('openai.embeddings', { input: 'Oslo' }), other(1));
    assert.deepEqual(draw('openai.embeddings', { input: texts(32) }), other(32));
    assert.deepEqual(draw('openai.embeddings', { input: texts(33) }), []);
    assert.deepEqual(draw('openai.embeddings', { input: [1, 2, 3] }), []);
    assert.deepEqual(draw('openai.embeddings', { input: [[1, 2], [3]] }), []);
    assert.deepEqual(draw('ollama.embeddings', { prompt: 'Oslo' }), other(1));
    assert.deepEqual(draw('cohere.embeddings', { texts: texts(2) }), other(2));
    const content = { parts: [{ text: 'Oslo' }] };
    assert.deepEqual(draw('gemini.embeddings', { content }), other(1));
    assert.deepEqual(draw('gemini.embeddings', { requests: [{ content }, { content }] }), other(2));
  });

  it('of Chat Completions', () => {
    const call = (id: string) => ({ id, type: 'function', function: { name: 'f', arguments: '{}' } });
    const messages = [
      { role: 'developer', content: 'Be short.' },
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      { role: 'assistant', content: null, tool_calls: [call('a'), call('b')] },
      { role: 'tool', tool_call_id: 'a', content: '1' },
      { role: 'tool', tool_call_id: 'b', content: '2' },
      { role: 'assistant', content: 'Done.' },
    ];
    const expected = ['system', 'user', 'assistant a b', 'toolResult a', 'toolResult b', 'assistant'];
    assert.deepEqual(draw('openai.chat', { messages, tools: [{ type: 'function' }] }), [
      'tools',
      ...expected,
    ]);
    assert.deepEqual(draw('openai.chat', { messages, functions: [], tools: [] }), expected);
    assert.deepEqual(draw('openai.chat', { prompt: 'a(', suffix: ')' }), ['user', 'other'], 'Mistral’s FIM');
    assert.equal(describeBody('openai.chat', { messages: [] }).prompt, undefined);
  });

  it('of Anthropic Messages', () => {
    const body = {
      tools: [
        { name: 'f', input_schema: {} },
        { name: 'g', input_schema: {}, ...mark },
      ],
      system: [
        { type: 'text', text: 'Be short.', ...mark },
        { type: 'text', text: 'It is noon.' },
      ],
      messages: [
        { role: 'user', content: 'Hi' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'Wait.' },
            { type: 'tool_use', id: 'a', name: 'f', input: {} },
            { type: 'tool_use', id: 'b', name: 'g', input: {} },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'a', content: '1' },
            { type: 'tool_result', tool_use_id: 'b', content: '2', ...mark },
          ],
        },
      ],
    };
    const expected = ['tools ^', 'system ^', 'system', 'user', 'assistant a b'];
    assert.deepEqual(draw('anthropic.messages', body), [...expected, 'toolResult a b ^']);
    const messages = [{ role: 'user', content: 'Hi' }];
    assert.deepEqual(draw('anthropic.messages', { system: 'Be short.', messages, ...mark }), [
      'system',
      'user ^',
    ]);
    const { continues, continuesResponse } = describeBody('anthropic.messages', {
      thread: { previous_message_id: 'msg_1' },
      messages,
    });
    assert.deepEqual([continues, continuesResponse], [true, 'msg_1']);
  });

  it('of Responses, whose input is a text, or items of every sort', () => {
    const input = [
      { role: 'user', content: 'Hi' },
      { type: 'reasoning', id: 'rs', summary: [] },
      { type: 'function_call', call_id: 'a', id: 'fc', name: 'f', arguments: '{}' },
      { type: 'function_call_output', call_id: 'a', output: '1' },
      { type: 'web_search_call', id: 'ws', status: 'completed' },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Done.' }] },
      { type: 'item_reference', id: 'msg' },
    ];
    const expected = [
      'user',
      'assistant',
      'assistant a',
      'toolResult a',
      'assistant ws',
      'assistant',
      'other',
    ];
    const body = { tools: [{ type: 'function' }], instructions: 'Be short.', input };
    for (const style of ['openai.responses', 'openai.responses.ws'])
      assert.deepEqual(draw(style, body), ['tools', 'system', ...expected]);
    const message = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] };
    const digests = ['Hi', [{ role: 'user', content: 'Hi' }], [message]].map(
      (one) => describeBody('openai.responses', { input: one }).prompt?.[0]?.digest,
    );
    assert.equal(new Set(digests).size, 1);
  });

  it('of Responses that go on from an answer, or within a conversation', () => {
    const facts = (body: object) => {
      const { continues, continuesResponse, prompt } = describeBody('openai.responses', {
        input: 'Hi',
        ...body,
      });
      return [continues, continuesResponse, prompt?.map(({ kind }) => kind)];
    };
    assert.deepEqual(facts({ previous_response_id: 'r' }), [true, 'r', ['user']]);
    assert.deepEqual(facts({ conversation: { id: 'c' }, instructions: 'Be short.' }), [
      true,
      undefined,
      ['system', 'other', 'user'],
    ]);
    assert.deepEqual(facts({ prompt: { id: 'pmpt', variables: { city: 'Oslo' } } })[2], ['other', 'user']);
    assert.deepEqual(facts({ previous_response_id: null }), [undefined, undefined, ['user']]);
  });

  it('of Realtime, where the response brings its own input', () => {
    const response = {
      instructions: 'Be short.',
      tools: [{}],
      input: [{ type: 'message', role: 'user', content: [] }],
    };
    assert.deepEqual(draw('openai.realtime.ws', { type: 'response.create', response }), [
      'tools',
      'system',
      'user',
    ]);
    const session = { type: 'response.create', response: { instructions: 'Be short.' } };
    assert.equal(describeBody('openai.realtime.ws', session).prompt, undefined);
  });

  it('of Gemini, also as Code Assist wraps it', () => {
    const turn = (role: string | undefined, ...parts: object[]) => ({ role, parts });
    const body = {
      tools: [{ functionDeclarations: [{ name: 'f' }] }],
      systemInstruction: { parts: [{ text: 'Be short.' }] },
      contents: [
        turn(undefined, { text: 'Hi' }),
        turn(
          'model',
          { text: 'Wait.' },
          { functionCall: { id: 'a', name: 'f' } },
          { functionCall: { name: 'f' } },
        ),
        turn('user', { functionResponse: { id: 'a', name: 'f' } }, { functionResponse: { name: 'f' } }),
        turn('model', { text: 'Done.' }),
      ],
    };
    const expected = ['tools', 'system', 'user', 'assistant a', 'toolResult a', 'assistant'];
    assert.deepEqual(draw('gemini.generate', body), expected);
    assert.deepEqual(draw('gemini.generate', { model: 'gem', request: body }), expected);
    const cached = { cachedContent: 'cachedContents/x', contents: [turn('user', { text: 'Hi' })] };
    assert.deepEqual(draw('gemini.generate', cached), ['other', 'user']);
  });

  it('of Gemini’s interactions', () => {
    const body = {
      tools: [{ type: 'function', name: 'f' }],
      system_instruction: 'Be short.',
      input: [
        { type: 'text', text: 'Hi' },
        { type: 'function_call', id: 'a', name: 'f', arguments: {} },
        { type: 'function_result', call_id: 'a', name: 'f', result: '1' },
        { type: 'thought', signature: 'x' },
        { role: 'model', content: 'Done.' },
      ],
      previous_interaction_id: 'i',
    };
    assert.deepEqual(draw('gemini.interactions', body), [
      'tools',
      'system',
      'user',
      'assistant a',
      'toolResult a',
      'assistant',
      'assistant',
    ]);
    assert.equal(describeBody('gemini.interactions', body).continuesResponse, 'i');
  });

  it('of a turn of Gemini Live: what was sent since the last one', () => {
    const lines = [
      { setup: { systemInstruction: { parts: [{ text: 'Be short.' }] }, tools: [{}] } },
      { toolResponse: { functionResponses: [{ id: 'a', name: 'f' }] } },
      { toolResponse: { functionResponses: [{ id: 'b', name: 'f' }] } },
      { realtimeInput: { text: 'And?' } },
      { clientContent: { turns: [{ role: 'user', parts: [{ text: 'Hi' }] }] } },
    ];
    const body = Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'));
    const { prompt } = findWireStyle('gemini.live.ws').describeRequest(body, url, {});
    assert.deepEqual(
      prompt?.map(({ kind, toolCalls = [] }) => [kind, ...toolCalls].join(' ')),
      ['tools', 'system', 'toolResult a', 'toolResult b', 'user', 'user'],
    );
  });

  it('of Converse, whose points for the cache stand behind what they mark', () => {
    const point = { cachePoint: { type: 'default' } };
    const body = {
      toolConfig: { tools: [{ toolSpec: { name: 'f' } }, point] },
      system: [{ text: 'Be short.' }, point, { text: 'It is noon.' }],
      messages: [
        { role: 'user', content: [{ text: 'Hi' }] },
        { role: 'assistant', content: [{ toolUse: { toolUseId: 'a', name: 'f', input: {} } }] },
        { role: 'user', content: [{ toolResult: { toolUseId: 'a', content: [{ json: {} }] } }, point] },
      ],
    };
    const expected = ['tools ^', 'system ^', 'system', 'user', 'assistant a', 'toolResult a ^'];
    assert.deepEqual(draw('bedrock.converse', body), expected);
    assert.deepEqual(draw('bedrock.invoke', body), expected, 'Nova');
  });

  it('of InvokeModel, in the form of whose model it is', () => {
    const messages = [{ role: 'user', content: 'Hi' }];
    const claude = { anthropic_version: 'bedrock-2023-05-31', system: 'Be short.', messages };
    assert.deepEqual(draw('bedrock.invoke', claude), ['system', 'user']);
    assert.deepEqual(draw('bedrock.invoke', { prompt: '<s>Hi' }), ['user'], 'Llama');
    assert.deepEqual(draw('bedrock.invoke', { inputText: 'Hi' }), ['user'], 'Titan');
    assert.deepEqual(
      draw('bedrock.invoke', { message: 'Hi', chat_history: [{}] }),
      ['other', 'user'],
      'Cohere',
    );
  });

  it('of Ollama', () => {
    const messages = [
      { role: 'system', content: 'Be short.' },
      { role: 'user', content: 'Hi', images: ['aGk='] },
      { role: 'assistant', content: '', tool_calls: [{ function: { name: 'f', arguments: { a: 1 } } }] },
      { role: 'tool', tool_name: 'f', content: '1' },
    ];
    assert.deepEqual(draw('ollama.chat', { messages, tools: [{}] }), [
      'tools',
      'system',
      'user',
      'assistant',
      'toolResult',
    ]);
    const generate = { context: [1, 2], system: 'Be short.', prompt: 'Hi', suffix: ')', images: ['aGk='] };
    assert.deepEqual(draw('ollama.generate', generate), ['other', 'system', 'user', 'other', 'user']);
  });

  it('of Cohere, whose first version will tell the message as part of the history', () => {
    const messages = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', tool_plan: 'Look.', tool_calls: [{ id: 'a', type: 'function' }] },
      { role: 'tool', tool_call_id: 'a', content: [{ type: 'document', document: { data: '1' } }] },
    ];
    const body = { documents: ['d'], tools: [{}], messages };
    assert.deepEqual(draw('cohere.v2', body), ['other', 'tools', 'user', 'assistant a', 'toolResult a']);
    const first = describeBody('cohere.v1', { preamble: 'Be short.', message: 'Hi' }).prompt ?? [];
    const history = [
      { role: 'USER', message: 'Hi' },
      { role: 'CHATBOT', message: 'Ho' },
    ];
    const older = { preamble: 'Be short.', chat_history: history, tool_results: [{}] };
    const second = describeBody('cohere.v1', older).prompt ?? [];
    assert.deepEqual(draw('cohere.v1', older), ['system', 'user', 'assistant', 'toolResult']);
    assert.deepEqual(second.slice(0, first.length), first);
  });

  it('of LM Studio', () => {
    const body = { system_prompt: 'Be short.', integrations: ['mcp/x'], previous_response_id: 'r' };
    assert.deepEqual(draw('lmstudio.chat', { ...body, input: 'Hi' }), ['tools', 'system', 'user']);
    assert.deepEqual(
      draw('lmstudio.chat', { input: [{ type: 'message', content: 'Hi' }, { type: 'image' }] }),
      ['user', 'user'],
    );
    assert.equal(describeBody('lmstudio.chat', body).continuesResponse, 'r');
  });

  it('of what has a text go on', () => {
    assert.deepEqual(draw('openai.completions', { prompt: 'a(', suffix: ')' }), ['user', 'other']);
    assert.deepEqual(draw('openai.completions', { prompt: [1, 2, 3] }), ['user']);
    const infill = { input_extra: [{ text: 'x' }], input_prefix: 'a(', prompt: '', input_suffix: ')' };
    assert.deepEqual(draw('llamacpp.native', infill), ['other', 'user', 'other']);
    assert.deepEqual(draw('llamacpp.native', { prompt: 'Once' }), ['user']);
    assert.deepEqual(draw('tgi.generate', { inputs: 'Once' }), ['user']);
  });

  it('is not told of what is no prompt', () => {
    assert.equal(describeBody('openai.embeddings', { input: 7 }).prompt, undefined);
    assert.equal(describeBody('openai.chat', [1]).prompt, undefined);
    const odd = { messages: [1, null, 'x', { role: 7, content: 8 }], tools: 'none', system: 9 };
    assert.deepEqual(draw('anthropic.messages', odd), ['system', 'other', 'other', 'other', 'other']);
  });
});
