import assert from 'node:assert/strict';
import { isModelHost, usualServerAt } from '../../../src/protocol/llmHosts';

describe('usualServerAt', () => {
  for (const [host, server] of [
    ['127.0.0.1:11434', 'Ollama'],
    ['localhost:1234', 'LM Studio'],
    ['[::1]:8000', 'vLLM'],
    ['gpu-box:8080', 'llama.cpp'],
    ['10.0.0.7:3000', 'TGI'],
    ['llm.internal:4000', 'LiteLLM'],
    ['localhost:9999', undefined],
    ['localhost', undefined],
    ['llm.example.com:8000', undefined],
    ['api.openai.com:8000', undefined],
  ] as const) {
    it(`guesses ${server ?? 'nobody'} at ${host}`, () => assert.equal(usualServerAt(host), server));
  }
});

describe('isModelHost', () => {
  it('knows hosts of providers, and one port', () => {
    const hosts = ['api.groq.com', 'my-resource.openai.azure.com', '127.0.0.1:11434'];
    assert.deepEqual(hosts.map(isModelHost), [true, true, true]);
    assert.deepEqual(['127.0.0.1:8000', 'api.example.com'].map(isModelHost), [false, false]);
  });
});
