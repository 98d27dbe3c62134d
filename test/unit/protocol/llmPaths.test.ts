import assert from 'node:assert/strict';
import { recogniseWireStyle } from '../../../src/protocol/llmPaths';

describe('recogniseWireStyle', () => {
  const at = (url: string, method = 'POST') => {
    const { host, pathname } = new URL(url);
    return recogniseWireStyle(method, host, pathname);
  };

  for (const [url, style] of [
    ['https://api.openai.com/v1/chat/completions', 'openai.chat'],
    ['https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=1', 'openai.chat'],
    ['https://codestral.mistral.ai/v1/fim/completions', 'openai.chat'],
    ['http://127.0.0.1:8000/v1/completions', 'openai.completions'],
    ['https://gateway.example/tenant/1/v1/responses', 'openai.responses'],
    ['https://api.openai.com/v1/embeddings', 'openai.embeddings'],
    ['https://api.anthropic.com/v1/messages', 'anthropic.messages'],
    [
      'https://x-aiplatform.googleapis.com/v1/p/publishers/anthropic/models/c:streamRawPredict',
      'anthropic.messages',
    ],
    ['https://generativelanguage.googleapis.com/v1/models/g:streamGenerateContent', 'gemini.generate'],
    ['https://bedrock-runtime.us-east-1.amazonaws.com/model/a%3A0/converse-stream', 'bedrock.converse'],
    ['https://bedrock-runtime.us-east-1.amazonaws.com/model/a/invoke', 'bedrock.invoke'],
    ['https://api.cohere.com/v2/chat', 'cohere.v2'],
    ['http://localhost:11434/api/chat', 'ollama.chat'],
    ['http://localhost:11434/api/generate', 'ollama.generate'],
    ['http://localhost:8080/completion', 'llamacpp.native'],
    ['http://localhost:3000/generate_stream', 'tgi.generate'],
  ] as const) {
    it(`sees ${style} in ${url}`, () => assert.equal(at(url), style));
  }

  for (const url of [
    'https://api.openai.com/v1/models',
    'https://api.anthropic.com/v1/messages/count_tokens',
    'https://api.anthropic.com/v1/messages/batches',
    'https://tools.example/v2/chat',
    'https://tools.example/search',
    'https://api.openai.com/v1/responses/resp_1',
  ]) {
    it(`sees no model call in ${url}`, () => assert.equal(at(url), undefined));
  }

  it('sees no model call in anything but a POST', () => {
    assert.equal(at('https://api.openai.com/v1/chat/completions', 'GET'), undefined);
    assert.equal(at('https://api.openai.com/v1/chat/completions', 'post'), 'openai.chat');
  });
});
