import assert from 'node:assert/strict';
import type { DecodedResponse } from '../../../src/decode/wireDecoder';
import { EventFlag } from '../../../src/model/streamEvent';
import { eventStreamFrame, eventStreamMessage } from '../../probe/support/eventStream';
import { decodeDocument, decodePieces, json, type ResponseSetup } from './decodeText';

const frames = { 'content-type': 'application/vnd.amazon.eventstream' };

type Event = readonly [name: string, payload: object];

/** Decodes events of Converse, one a read. */
function converse(events: readonly Event[], model = 'meta.llama'): DecodedResponse {
  const path = `/model/${encodeURIComponent(model)}/converse-stream`;
  return decodePieces(
    events.map(([name, payload]) => eventStreamMessage(name, payload)),
    { style: 'bedrock.converse', headers: frames, path },
  );
}

const delta = (index: number, piece: object): Event => [
  'contentBlockDelta',
  { contentBlockIndex: index, delta: piece, p: 'abc' },
];
const toolStart = (index: number, toolUseId: string, name: string): Event => [
  'contentBlockStart',
  { contentBlockIndex: index, start: { toolUse: { toolUseId, name } } },
];

describe('Converse, streamed', () => {
  it('keys the pieces of blocks by their index', () => {
    const decoded = converse([
      ['messageStart', { role: 'assistant' }],
      toolStart(1, 't1', 'find'),
      toolStart(2, 't2', 'count'),
      delta(2, { toolUse: { input: '{"b":' } }),
      delta(1, { toolUse: { input: '{"a":1}' } }),
      delta(2, { toolUse: { input: '2}' } }),
      ['messageStop', { stopReason: 'tool_use' }],
    ]);
    assert.deepEqual(
      decoded.toolCalls.map(({ id, name, arguments: text }) => [id, name, text]),
      [
        ['t1', 'find', '{"a":1}'],
        ['t2', 'count', '{"b":2}'],
      ],
    );
    assert.equal(decoded.finishReason, 'tool_use');
    assert.equal(decoded.undecoded, null);
    assert.deepEqual(decoded.remarks, []);
  });

  it('takes reasoning for output, but no signature, redacted reasoning, citation or result', () => {
    const decoded = converse([
      delta(0, { reasoningContent: { text: 'Hm' } }),
      delta(0, { reasoningContent: { signature: 'c2ln' } }),
      delta(0, { reasoningContent: { redactedContent: 'eHl6' } }),
      delta(1, { citation: { title: 'x' } }),
      delta(1, { toolResult: [{ text: 'y' }] }),
      delta(1, { text: 'Hi' }),
    ]);
    assert.equal(decoded.reasoning, 'Hm');
    assert.equal(decoded.text, 'Hi');
    assert.deepEqual(
      decoded.events.map(({ flags }) => flags),
      [EventFlag.reasoning, 0, 0, 0, 0, EventFlag.text],
    );
  });

  it('takes a picture for output', () => {
    const decoded = converse([
      ['contentBlockStart', { contentBlockIndex: 0, start: { image: { format: 'png' } } }],
      delta(0, { image: { source: { bytes: 'aGk=' } } }),
    ]);
    assert.deepEqual(
      decoded.events.map(({ flags }) => flags),
      [0, EventFlag.image],
    );
  });

  it('takes reasoning for a summary where the model is one that retells it, or is not told', () => {
    const kind = (model: string) =>
      converse([delta(0, { reasoningContent: { text: 'Hm' } })], model).reasoningStream;
    assert.equal(kind('deepseek.r1-v1:0'), 'full');
    assert.equal(kind('arn:aws:bedrock:us-east-1:1:inference-profile/us.deepseek.r1-v1:0'), 'full');
    assert.equal(kind('us.anthropic.claude-sonnet-4-5-20250929-v1:0'), 'summary');
    assert.equal(kind('amazon.nova-2-lite-v1:0'), 'summary');
    assert.equal(kind('arn:aws:bedrock:us-east-1:1:application-inference-profile/a1b2'), 'summary');
  });

  it('adds cached tokens to the input unless the total shows that they are in it', () => {
    const usage = (counts: object) => converse([['metadata', { usage: counts }]]).usage;
    const caches = { cacheReadInputTokens: 100, cacheWriteInputTokens: 20 };
    const told = { outputTokens: 7, cachedTokens: 100, cacheWriteTokens: 20, reasoningTokens: null };
    assert.deepEqual(usage({ inputTokens: 5, outputTokens: 7, totalTokens: 132, ...caches }), {
      inputTokens: 125,
      ...told,
    });
    assert.deepEqual(usage({ inputTokens: 125, outputTokens: 7, totalTokens: 132, ...caches }), {
      inputTokens: 125,
      ...told,
    });
    assert.deepEqual(usage({ inputTokens: 5, outputTokens: 7, ...caches }), { inputTokens: 125, ...told });
    assert.equal(usage({}), null);
  });

  it('names the model by its path, decoded, also where that is an ARN', () => {
    const arn = 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.meta.llama:0';
    assert.equal(converse([delta(0, { text: 'Hi' })], arn).model, arn);
  });

  it('keeps what came before an exception, and its name', () => {
    const exception = {
      ':message-type': 'exception',
      ':exception-type': 'modelStreamErrorException',
      ':content-type': 'application/json',
    };
    const { text, error, undecoded } = decodePieces(
      [
        eventStreamMessage(...delta(0, { text: 'Half' })),
        eventStreamFrame(exception, '{"message":"It broke","originalStatusCode":500}'),
      ],
      { style: 'bedrock.converse', headers: frames },
    );
    assert.equal(text, 'Half');
    assert.deepEqual(error, { type: 'modelStreamErrorException', message: 'It broke' });
    assert.equal(undecoded, null);
  });

  it('says when the events are of another kind', () => {
    assert.equal(
      converse([['chunk', { bytes: 'e30=' }]]).undecoded,
      'The events of the stream are not those of a Converse answer.',
    );
  });
});

describe('Converse, in one piece', () => {
  it('reads blocks, figures and the reason', () => {
    const decoded = decodeDocument(
      {
        output: {
          message: {
            role: 'assistant',
            content: [
              { reasoningContent: { reasoningText: { text: 'Hm', signature: 's' } } },
              { text: 'Hi' },
              { citationsContent: { content: [{ text: ' all' }], citations: [{ title: 'x' }] } },
              { toolUse: { toolUseId: 't1', name: 'find', input: { a: 1 } } },
              { image: { format: 'png', source: { bytes: 'aGk=' } } },
            ],
          },
        },
        stopReason: 'tool_use',
        usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 },
        metrics: { latencyMs: 55 },
      },
      { style: 'bedrock.converse', path: '/model/meta.llama/converse' },
    );
    assert.equal(decoded.text, 'Hi all');
    assert.equal(decoded.reasoning, 'Hm');
    assert.deepEqual(decoded.toolCalls, [{ id: 't1', name: 'find', arguments: '{"a":1}', argumentChars: 7 }]);
    assert.equal(decoded.finishReason, 'tool_use');
    assert.equal(decoded.usage?.inputTokens, 3);
    assert.deepEqual(decoded.serverTimings, { latencyMs: 55 });
    assert.equal(decoded.streamed, false);
    assert.notEqual((decoded.events[0]?.flags ?? 0) & EventFlag.image, 0);
  });
});

const invokeSetup: ResponseSetup = {
  style: 'bedrock.invoke',
  headers: frames,
  path: '/model/vendor.model-v1%3A0/invoke-with-response-stream',
};

/** Decodes what a model's own API streams, each message a chunk and a read. */
function invoke(messages: readonly unknown[]): DecodedResponse {
  const chunk = (message: unknown) => ({
    bytes: Buffer.from(JSON.stringify(message)).toString('base64'),
    p: 'ab',
  });
  return decodePieces(
    messages.map((message) => eventStreamMessage('chunk', chunk(message))),
    invokeSetup,
  );
}

/** Decodes a document that a model's own API answers with. */
function invokeWhole(document: object, headers: Record<string, string> = {}): DecodedResponse {
  return decodeDocument(document, { ...invokeSetup, headers: { ...json, ...headers } });
}

/** What is expected of every vendor's answer. */
function said({ text, finishReason, usage, undecoded, model }: DecodedResponse): unknown[] {
  assert.equal(undecoded, null);
  assert.equal(model, 'vendor.model-v1:0');
  return [text, finishReason, usage?.inputTokens ?? null, usage?.outputTokens ?? null];
}

const metrics = {
  'amazon-bedrock-invocationMetrics': {
    inputTokenCount: 9,
    outputTokenCount: 4,
    invocationLatency: 80,
    firstByteLatency: 30,
  },
};

describe('InvokeModel, streamed', () => {
  it('reads Titan', () => {
    const decoded = invoke([
      {
        outputText: 'Hi',
        index: 0,
        totalOutputTextTokenCount: null,
        completionReason: null,
        inputTextTokenCount: 5,
      },
      {
        outputText: ' all',
        index: 0,
        totalOutputTextTokenCount: 3,
        completionReason: 'FINISH',
        inputTextTokenCount: null,
      },
    ]);
    assert.deepEqual(said(decoded), ['Hi all', 'FINISH', 5, 3]);
  });

  it('reads Llama, which counts as it goes', () => {
    const decoded = invoke([
      { generation: 'Hi', prompt_token_count: 5, generation_token_count: 1, stop_reason: null },
      { generation: ' all', prompt_token_count: null, generation_token_count: 2, stop_reason: null },
      {
        generation: '',
        prompt_token_count: null,
        generation_token_count: 3,
        stop_reason: 'stop',
        ...metrics,
      },
    ]);
    assert.deepEqual(said(decoded), ['Hi all', 'stop', 5, 3]);
    assert.deepEqual(decoded.serverTimings, { invocationLatencyMs: 80, firstByteLatencyMs: 30 });
  });

  it('reads Mistral, both of its APIs, counted by Bedrock', () => {
    const texts = invoke([
      { outputs: [{ text: 'Hi', stop_reason: null }] },
      { outputs: [{ text: ' all', stop_reason: 'stop' }], ...metrics },
    ]);
    assert.deepEqual(said(texts), ['Hi all', 'stop', 9, 4]);
    const tool = { id: 't1', function: { name: 'find', arguments: '{}' } };
    const chat = invoke([
      { choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, stop_reason: null }] },
      {
        choices: [{ index: 0, message: { content: ' all', tool_calls: [tool] }, stop_reason: 'tool_calls' }],
        ...metrics,
      },
    ]);
    assert.deepEqual(said(chat), ['Hi all', 'tool_calls', 9, 4]);
    assert.equal(chat.toolCalls[0]?.name, 'find');
  });

  it('reads Cohere, both of its APIs', () => {
    const command = invoke([
      { text: 'Hi', is_finished: false, index: 0 },
      { text: ' all', is_finished: false, index: 0 },
      { is_finished: true, finish_reason: 'COMPLETE', index: 0, ...metrics },
    ]);
    assert.deepEqual(said(command), ['Hi all', 'COMPLETE', 9, 4]);
    const chat = invoke([
      { event_type: 'text-generation', is_finished: false, text: 'Hi all' },
      { event_type: 'stream-end', is_finished: true, finish_reason: 'COMPLETE', response: {}, ...metrics },
    ]);
    assert.deepEqual(said(chat), ['Hi all', 'COMPLETE', 9, 4]);
  });

  it('reads Nova, whose messages are those of Converse', () => {
    const decoded = invoke([
      { messageStart: { role: 'assistant' } },
      { contentBlockDelta: { delta: { text: 'Hi all' }, contentBlockIndex: 0 } },
      { contentBlockStop: { contentBlockIndex: 0 } },
      { messageStop: { stopReason: 'end_turn' } },
      { metadata: { usage: { inputTokens: 5, outputTokens: 3 }, metrics: {}, trace: {} }, ...metrics },
    ]);
    assert.deepEqual(said(decoded), ['Hi all', 'end_turn', 5, 3]);
  });

  it('reads models that speak Chat Completions', () => {
    const usage = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 };
    const decoded = invoke([
      { object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content: 'Hi all' } }] },
      { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
      { choices: [], usage, ...metrics },
    ]);
    assert.deepEqual(said(decoded), ['Hi all', 'stop', 5, 3]);
    const texts = invoke([{ choices: [{ text: 'Hi all', stop_reason: 'stop' }], ...metrics }]);
    assert.deepEqual(said(texts), ['Hi all', 'stop', 9, 4]);
  });

  it('reads tools and thoughts of Anthropic', () => {
    const decoded = invoke([
      { type: 'message_start', message: { id: 'm', usage: { input_tokens: 5, output_tokens: 1 } } },
      { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Hm' } },
      { type: 'content_block_start', index: 1, content_block: { type: 'tool_use', id: 't', name: 'find' } },
      { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 3 } },
      { type: 'message_stop', ...metrics },
    ]);
    assert.deepEqual(said(decoded), ['', 'tool_use', 5, 3]);
    assert.equal(decoded.reasoning, 'Hm');
    assert.equal(decoded.toolCalls[0]?.name, 'find');
    assert.equal(decoded.endMarker, 'message_stop');
  });

  it('says when the chunks are of no known kind', () => {
    const foreign = 'The events of the stream are not those of an InvokeModel answer.';
    assert.equal(invoke([{ hello: 1 }]).undecoded, foreign);
    assert.equal(invoke(['text', null, [1]]).undecoded, foreign);
    const noBase64 = eventStreamMessage('chunk', { bytes: '%%%' });
    assert.equal(decodePieces([noBase64], invokeSetup).undecoded, foreign);
  });
});

describe('InvokeModel, in one piece', () => {
  const counted = { 'x-amzn-bedrock-input-token-count': '9', 'x-amzn-bedrock-output-token-count': '4' };

  for (const [vendor, document, expected] of [
    [
      'Titan',
      { inputTextTokenCount: 5, results: [{ tokenCount: 3, outputText: 'Hi', completionReason: 'FINISH' }] },
      ['Hi', 'FINISH', 5, 3],
    ],
    [
      'Llama',
      { generation: 'Hi', prompt_token_count: 5, generation_token_count: 3, stop_reason: 'stop' },
      ['Hi', 'stop', 5, 3],
    ],
    ['Mistral', { outputs: [{ text: 'Hi', stop_reason: 'stop' }] }, ['Hi', 'stop', 9, 4]],
    [
      'Mistral chat',
      { choices: [{ index: 0, message: { content: 'Hi' }, stop_reason: 'stop' }] },
      ['Hi', 'stop', 9, 4],
    ],
    [
      'Cohere Command',
      { id: 'c', generations: [{ text: 'Hi', finish_reason: 'COMPLETE' }] },
      ['Hi', 'COMPLETE', 9, 4],
    ],
    [
      'Cohere Command R',
      { text: 'Hi', generation_id: 'g', finish_reason: 'COMPLETE' },
      ['Hi', 'COMPLETE', 9, 4],
    ],
    [
      'Nova',
      {
        output: { message: { content: [{ text: 'Hi' }] } },
        stopReason: 'end_turn',
        usage: { inputTokens: 5, outputTokens: 3 },
      },
      ['Hi', 'end_turn', 5, 3],
    ],
    [
      'Anthropic',
      {
        type: 'message',
        content: [{ type: 'text', text: 'Hi' }],
        stop_reason: 'end_turn',
        usage: { input_tokens: 5, output_tokens: 3 },
      },
      ['Hi', 'end_turn', 5, 3],
    ],
    ['an embedding', { embedding: [0.5], inputTextTokenCount: 5 }, ['', null, 5, 0]],
    ['embeddings', { embeddings: [[0.5]], response_type: 'embeddings_floats' }, ['', null, 9, 4]],
  ] as const) {
    it(`reads ${vendor}`, () => assert.deepEqual(said(invokeWhole(document, counted)), expected));
  }

  it('keeps several answers apart, and pictures', () => {
    const several = invokeWhole({ generations: [{ text: 'a' }, { text: 'b' }] });
    assert.deepEqual(several.choices, ['a', 'b']);
    const pictures = invokeWhole({ images: ['aGk='] });
    assert.equal(pictures.events[0]?.flags, EventFlag.image);
    assert.equal(pictures.undecoded, null);
  });

  it('says when it is JSON of another kind', () => {
    assert.equal(
      invokeWhole({ hello: 1 }).undecoded,
      'The server answered JSON that is not an InvokeModel answer.',
    );
  });
});
