import assert from 'node:assert/strict';
import { findWireStyle } from '../../../src/decode/findWireStyle';

const url = 'https://api.example/v1/x';

function describeBody(style: string, body: unknown, address = url) {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const {
    bodyHash,
    retryCount,
    bytes: size,
    prompt,
    ...facts
  } = findWireStyle(style).describeRequest(bytes, new URL(address), {});
  return facts;
}

function describeText(text: string, headers: Record<string, string> = {}) {
  return findWireStyle('openai.chat').describeRequest(new TextEncoder().encode(text), new URL(url), headers);
}

describe('facts of a request', () => {
  it('reads which try of a call it is', () => {
    const read = (headers: Record<string, string>) => {
      const { retryCount, invocationId } = describeText('{}', headers);
      return [retryCount, invocationId];
    };
    assert.deepEqual(read({ 'x-stainless-retry-count': '2' }), [2, undefined]);
    const aws = { 'amz-sdk-request': 'attempt=2; max=3', 'amz-sdk-invocation-id': '7b0c' };
    assert.deepEqual(read(aws), [1, '7b0c']);
    assert.deepEqual(read({}), [undefined, undefined]);
  });

  it('reads Chat Completions', () => {
    const body = {
      model: 'gpt',
      stream: true,
      messages: [1, 2, 3],
      tools: [1],
      max_completion_tokens: 9,
      max_tokens: 5,
    };
    assert.deepEqual(describeBody('openai.chat', body), {
      streamed: true,
      model: 'gpt',
      messageCount: 3,
      toolCount: 1,
      maxOutputTokens: 9,
    });
    const old = describeBody('openai.chat', { messages: [], functions: [1, 2], max_tokens: 5 });
    assert.deepEqual(old, {
      streamed: false,
      model: undefined,
      messageCount: 0,
      toolCount: 2,
      maxOutputTokens: 5,
    });
  });

  it('takes the name of a deployment for the model where the body has none', () => {
    const azure = 'https://x.openai.azure.com/openai/deployments/my-gpt/chat/completions?api-version=1';
    assert.equal(describeBody('openai.chat', { messages: [] }, azure).model, 'my-gpt');
    assert.equal(describeBody('openai.chat', { messages: [], model: 'gpt' }, azure).model, 'gpt');
    const engine = 'http://localhost:4000/engines/code/completions';
    assert.equal(describeBody('openai.completions', { prompt: 'a' }, engine).model, 'code');
    const vertex = 'https://x-aiplatform.googleapis.com/v1/publishers/mistralai/models/m@1:streamRawPredict';
    assert.equal(describeBody('openai.chat', { messages: [] }, vertex).model, 'm@1');
  });

  it("reads Cohere's chat, whose first version tells the last message from those before", () => {
    const body = { model: 'command', stream: true, messages: [1, 2], tools: [1], max_tokens: 7 };
    const facts = { streamed: true, model: 'command', messageCount: 2, toolCount: 1, maxOutputTokens: 7 };
    assert.deepEqual(describeBody('cohere.v2', body), facts);
    const older = { ...body, messages: undefined, message: 'Hi', chat_history: [1] };
    assert.deepEqual(describeBody('cohere.v1', older), facts);
    assert.equal(describeBody('cohere.v1', { conversation_id: 'c', message: 'Hi' }).continues, true);
  });

  it("reads LM Studio's chat, whose input is a list or one message", () => {
    const body = { model: 'm', stream: true, input: [1, 2], integrations: ['mcp/x'], max_output_tokens: 7 };
    const facts = { streamed: true, model: 'm', messageCount: 2, toolCount: 1, maxOutputTokens: 7 };
    assert.deepEqual(describeBody('lmstudio.chat', body), facts);
    assert.equal(describeBody('lmstudio.chat', { input: 'Hi' }).messageCount, 1);
    assert.equal(describeBody('lmstudio.chat', {}).messageCount, undefined);
    assert.equal(describeBody('lmstudio.chat', { previous_response_id: 'resp_1' }).continues, true);
  });

  it('reads legacy Completions', () => {
    const body = { model: 'code', prompt: 'a', suffix: 'b', stream: true, max_tokens: 5 };
    assert.deepEqual(describeBody('openai.completions', body), {
      streamed: true,
      model: 'code',
      maxOutputTokens: 5,
    });
  });

  it('reads Responses, whose input is a list or one message', () => {
    const body = { model: 'gpt', stream: true, input: [1, 2], tools: [1, 2], max_output_tokens: 7 };
    assert.deepEqual(describeBody('openai.responses', body), {
      streamed: true,
      model: 'gpt',
      messageCount: 2,
      toolCount: 2,
      maxOutputTokens: 7,
    });
    assert.equal(describeBody('openai.responses', { input: 'Hi' }).messageCount, 1);
    assert.equal(describeBody('openai.responses', { prompt: { id: 'p' } }).messageCount, undefined);
    assert.equal(describeBody('openai.responses', { previous_response_id: 'r' }).continues, true);
    assert.equal(describeBody('openai.responses', { conversation: 'c' }).continues, true);
  });

  it('reads Gemini, whose path names the model and says whether it streams', () => {
    const body = {
      contents: [1, 2],
      tools: [{ functionDeclarations: [1, 2] }, { googleSearch: {} }, { functionDeclarations: [3] }],
      generationConfig: { maxOutputTokens: 7 },
    };
    const facts = { streamed: true, model: 'gem-x', messageCount: 2, toolCount: 3, maxOutputTokens: 7 };
    const direct = 'https://host/v1beta/models/gem-x:streamGenerateContent?alt=sse';
    assert.deepEqual(describeBody('gemini.generate', body, direct), facts);
    const vertex = 'https://host/v1/projects/p/locations/l/publishers/google/models/gem-x:generateContent';
    assert.deepEqual(describeBody('gemini.generate', body, vertex), { ...facts, streamed: false });
    const tuned = describeBody('gemini.generate', body, 'https://host/v1/tunedModels/mine:generateContent');
    assert.equal(tuned.model, 'mine');
    const snake = {
      tools: [{ function_declarations: [1] }],
      generation_config: { max_output_tokens: 9 },
    };
    const { toolCount, maxOutputTokens } = describeBody('gemini.generate', snake, direct);
    assert.deepEqual([toolCount, maxOutputTokens], [1, 9]);
    const wrapped = { model: 'gem-x', project: 'p', request: body };
    const codeAssist = 'https://host/v1internal:streamGenerateContent?alt=sse';
    assert.deepEqual(describeBody('gemini.generate', wrapped, codeAssist), facts);
    const unread = findWireStyle('gemini.generate').describeRequest(new Uint8Array(), new URL(direct), {});
    assert.deepEqual([unread.model, unread.streamed], ['gem-x', true]);
  });

  it('reads interactions, which may go on from one before', () => {
    const body = {
      model: 'gem-x',
      stream: true,
      input: 'Hi',
      tools: [1],
      generation_config: { max_output_tokens: 7 },
    };
    const facts = { streamed: true, model: 'gem-x', messageCount: 1, toolCount: 1, maxOutputTokens: 7 };
    assert.deepEqual(describeBody('gemini.interactions', body), facts);
    const agent = describeBody(
      'gemini.interactions',
      { agent: 'researcher', input: [1, 2], previous_interaction_id: 'i' },
      'https://host/v1beta1/projects/p/locations/l/interactions:createStream',
    );
    assert.deepEqual(
      [agent.model, agent.streamed, agent.messageCount, agent.continues],
      ['researcher', true, 2, true],
    );
  });

  it('reads Messages, whose model may be in the path', () => {
    const body = { model: 'claude', stream: true, messages: [1], tools: [], max_tokens: 7 };
    assert.deepEqual(describeBody('anthropic.messages', body), {
      streamed: true,
      model: 'claude',
      messageCount: 1,
      toolCount: 0,
      maxOutputTokens: 7,
    });
    const thread = { type: 'continue', previous_message_id: 'm' };
    assert.equal(describeBody('anthropic.messages', { thread }).continues, true);
    const vertex = 'https://x.googleapis.com/v1/publishers/anthropic/models/claude@1:streamRawPredict';
    assert.equal(describeBody('anthropic.messages', { stream: true }, vertex).model, 'claude@1');
  });

  it('reads Ollama, which streams unless told not to', () => {
    const chat = { model: 'm', messages: [1, 2], tools: [1], options: { num_predict: 9 } };
    assert.deepEqual(describeBody('ollama.chat', chat), {
      streamed: true,
      model: 'm',
      messageCount: 2,
      toolCount: 1,
      maxOutputTokens: 9,
    });
    const generation = { model: 'm', prompt: 'a', suffix: 'b', stream: false, options: { num_predict: -1 } };
    const facts = { streamed: false, model: 'm', maxOutputTokens: undefined };
    assert.deepEqual(describeBody('ollama.generate', generation), facts);
    assert.deepEqual(describeBody('ollama.generate', { ...generation, context: [] }), facts);
    assert.equal(describeBody('ollama.generate', { ...generation, context: [1] }).continues, true);
  });

  it("reads llama.cpp's own completion, which need not name a model", () => {
    const body = { prompt: 'a', n_predict: 9, stream: true };
    const facts = { streamed: true, model: undefined, maxOutputTokens: 9 };
    assert.deepEqual(describeBody('llamacpp.native', body), facts);
    const endless = { input_prefix: 'a', input_suffix: 'b', n_predict: -1 };
    const { streamed, maxOutputTokens } = describeBody('llamacpp.native', endless);
    assert.deepEqual([streamed, maxOutputTokens], [false, undefined]);
  });

  it('reads Text Generation Inference, whose path says whether it streams', () => {
    const body = { inputs: 'a', parameters: { max_new_tokens: 9 } };
    const read = (path: string, more = {}) =>
      describeBody('tgi.generate', { ...body, ...more }, `http://localhost:3000${path}`);
    assert.deepEqual(read('/generate_stream'), { streamed: true, maxOutputTokens: 9 });
    assert.equal(read('/generate', { stream: true }).streamed, false);
    assert.deepEqual([read('/').streamed, read('/', { stream: true }).streamed], [false, true]);
  });

  it('reads Converse, whose path tells model and stream, whatever became of the body', () => {
    const path = 'https://bedrock-runtime.us-east-1.amazonaws.com/model/us.a.b-v1%3A0/converse';
    const body = {
      messages: [1, 2],
      system: [1],
      toolConfig: { tools: [1, 2, 3] },
      inferenceConfig: { maxTokens: 9 },
    };
    assert.deepEqual(describeBody('bedrock.converse', body, `${path}-stream`), {
      streamed: true,
      model: 'us.a.b-v1:0',
      messageCount: 2,
      toolCount: 3,
      maxOutputTokens: 9,
    });
    assert.equal(describeBody('bedrock.converse', body, path).streamed, false);
    assert.deepEqual(describeBody('bedrock.converse', 'no object', `${path}-stream`), {
      streamed: true,
      model: 'us.a.b-v1:0',
    });
    const oddly = describeBody('bedrock.converse', body, 'https://gateway.example/model/100%/converse');
    assert.equal(oddly.model, '100%');
  });

  it('reads InvokeModel, whose body is that of the model, and whose path may hold an ARN', () => {
    const read = (body: object) =>
      describeBody(
        'bedrock.invoke',
        body,
        'https://x.example/model/arn:aws:bedrock:r:1:inference-profile/us.a/invoke',
      );
    assert.deepEqual(read({ messages: [1], tools: [1], max_tokens: 9 }), {
      streamed: false,
      model: 'arn:aws:bedrock:r:1:inference-profile/us.a',
      messageCount: 1,
      toolCount: 1,
      maxOutputTokens: 9,
    });
    const limits = [
      { max_gen_len: 9 },
      { max_completion_tokens: 9 },
      { textGenerationConfig: { maxTokenCount: 9 } },
      { inferenceConfig: { maxTokens: 9 } },
      { inferenceConfig: { max_new_tokens: 9 } },
    ];
    for (const limit of limits) assert.equal(read(limit).maxOutputTokens, 9);
    assert.equal(read({ toolConfig: { tools: [1, 2] } }).toolCount, 2);
  });

  it('reads model and stream of a style that is not decoded', () => {
    assert.deepEqual(describeBody('some.style', { model: 'm', stream: true }), {
      streamed: true,
      model: 'm',
    });
  });

  it('hashes the body as it was sent', () => {
    assert.equal(describeText('{"model":"a"}').bodyHash, '31f7a0fc545a9a5d');
    assert.notEqual(describeText('{"model":"a"}').bodyHash, describeText('{"model": "a"}').bodyHash);
    assert.equal(describeText('').bodyHash, undefined);
  });

  it('counts bytes, not characters', () => {
    assert.equal(describeText('{"model":"é"}').bytes, 14);
  });

  it('takes the count of retries from the SDK', () => {
    assert.equal(describeText('{}', { 'x-stainless-retry-count': '2' }).retryCount, 2);
    assert.equal(describeText('{}', { 'x-stainless-retry-count': '' }).retryCount, undefined);
    assert.equal(describeText('{}').retryCount, undefined);
  });

  it("leaves out what it can't read", () => {
    for (const text of ['', '{"model":', 'null', '[]', '7', '\u0000']) {
      const { bytes, bodyHash, retryCount, ...facts } = describeText(text);
      assert.deepEqual(facts, { streamed: false }, text);
    }
    const { model, messageCount, toolCount } = describeText('{"model":5,"messages":"x","tools":{}}');
    assert.deepEqual([model, messageCount, toolCount], [undefined, undefined, 0]);
  });
});
