import assert from 'node:assert/strict';
import { recogniseRequest, recogniseWireStyle } from '../../../src/protocol/llmPaths';

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
    ['https://x.services.ai.azure.com/models/chat/completions', 'openai.chat'],
    ['https://x.openai.azure.com/openai/v1/responses', 'openai.responses'],
    ['https://x.services.ai.azure.com/anthropic/v1/messages', 'anthropic.messages'],
    ['https://gateway.ai.cloudflare.com/v1/a/g/openai/chat/completions', 'openai.chat'],
    ['https://openrouter.ai/api/v1/chat/completions', 'openai.chat'],
    ['https://api.mistral.ai/v1/chat/completions', 'openai.chat'],
    ['https://api.mistral.ai/v1/agents/completions', 'openai.chat'],
    ['https://api.groq.com/openai/v1/chat/completions', 'openai.chat'],
    ['https://api.deepseek.com/chat/completions', 'openai.chat'],
    ['https://api.deepseek.com/anthropic/v1/messages', 'anthropic.messages'],
    ['https://api.x.ai/v1/chat/completions', 'openai.chat'],
    ['https://api.perplexity.ai/chat/completions', 'openai.chat'],
    ['https://api.perplexity.ai/v1/sonar', 'openai.chat'],
    ['https://api.together.xyz/v1/completions', 'openai.completions'],
    ['https://api.fireworks.ai/inference/v1/chat/completions', 'openai.chat'],
    ['https://api.githubcopilot.com/chat/completions', 'openai.chat'],
    ['https://api.githubcopilot.com/responses', 'openai.responses'],
    ['https://models.github.ai/orgs/o/inference/chat/completions', 'openai.chat'],
    ['http://localhost:4000/engines/m/chat/completions', 'openai.chat'],
    ['http://localhost:4000/openai/deployments/m/completions', 'openai.completions'],
    ['https://api.deepseek.com/beta/completions', 'openai.completions'],
    [
      'https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/l/endpoints/openapi/chat/completions',
      'openai.chat',
    ],
    [
      'https://us-central1-aiplatform.googleapis.com/v1/publishers/google/models/g:generateContent',
      'gemini.generate',
    ],
    ['https://x-aiplatform.googleapis.com/v1/publishers/mistralai/models/m:streamRawPredict', 'openai.chat'],
    [
      'https://x-aiplatform.googleapis.com/v1/publishers/google/models/text-embedding-005:predict',
      'gemini.embeddings',
    ],
    ['https://generativelanguage.googleapis.com/v1beta/models/g:batchEmbedContents', 'gemini.embeddings'],
    ['https://generativelanguage.googleapis.com/v1beta/interactions', 'gemini.interactions'],
    [
      'https://us-central1-aiplatform.googleapis.com/v1beta1/projects/p/locations/l/interactions:createStream',
      'gemini.interactions',
    ],
    [
      'https://x-aiplatform.googleapis.com/v1/projects/p/locations/l/endpoints/1:streamGenerateContent',
      'gemini.generate',
    ],
    ['https://generativelanguage.googleapis.com/v1beta/models/g:embedContent', 'gemini.embeddings'],
    ['https://gateway.example/google-ai-studio/v1/models/g:generateContent', 'gemini.generate'],
    ['https://bedrock-mantle.us-east-1.api.aws/anthropic/v1/messages', 'anthropic.messages'],
    ['https://bedrock-mantle.us-east-1.api.aws/openai/v1/responses', 'openai.responses'],
    ['https://bedrock-mantle.us-east-1.api.aws/v1/chat/completions', 'openai.chat'],
    ['https://bedrock-runtime.us-west-2.amazonaws.com/openai/v1/chat/completions', 'openai.chat'],
    [
      'https://gateway.example/bedrock/model/arn:aws:bedrock:r:1:inference-profile/us.a/converse',
      'bedrock.converse',
    ],
    [
      'https://gateway.example/model/arn%3Aaws%3Abedrock%3Ar%3A1%3Ainference-profile%2Fus.a/invoke',
      'bedrock.invoke',
    ],
    [
      'https://aiplatform.googleapis.com/v1/projects/p/locations/global/publishers/anthropic/models/c@1:rawPredict',
      'anthropic.messages',
    ],
    ['https://bedrock-runtime.us-east-1.amazonaws.com/model/a/invoke-with-response-stream', 'bedrock.invoke'],
    ['https://api.cohere.com/v1/chat', 'cohere.v1'],
    ['https://api.cohere.com/v2/embed', 'cohere.embeddings'],
    ['http://localhost:11434/api/embed', 'ollama.embeddings'],
    ['http://localhost:11434/v1/embeddings', 'openai.embeddings'],
    ['http://localhost:1234/api/v0/chat/completions', 'openai.chat'],
    ['http://localhost:1234/api/v0/completions', 'openai.completions'],
    ['http://localhost:1234/api/v1/chat', 'lmstudio.chat'],
    ['http://localhost:8080/infill', 'llamacpp.native'],
    ['https://box.example/proxy/ollama/api/chat', 'ollama.chat'],
    ['http://localhost:3000/generate', 'tgi.generate'],
    ['https://ai-gateway.vercel.sh/v4/ai/language-model', 'vercel.gateway'],
  ] as const) {
    it(`sees ${style} in ${url}`, () => assert.equal(at(url), style));
  }

  for (const url of [
    'https://api.openai.com/v1/models',
    'https://api.anthropic.com/v1/messages/count_tokens',
    'https://api.anthropic.com/v1/messages/batches',
    'https://bedrock-runtime.us-east-1.amazonaws.com/model/a/count-tokens',
    'https://aiplatform.googleapis.com/v1/projects/p/locations/l/publishers/anthropic/models/count-tokens:rawPredict',
    'https://tools.example/search',
    'https://tools.example/v1/sonar',
    'https://tools.example/v1/chat',
    'https://api.openai.com/v1/responses/resp_1/cancel',
    'https://api.openai.com/v1/audio/speech',
    'https://api.openai.com/v1/images/generations',
    'https://api.openai.com/v1/moderations',
    'https://generativelanguage.googleapis.com/v1beta/models/g:countTokens',
    'http://localhost:8000/tokenize',
    'http://localhost:11434/api/show',
  ]) {
    it(`sees no model call in ${url}`, () => assert.equal(at(url), undefined));
  }

  it('sees no model call in anything but a POST', () => {
    assert.equal(at('https://api.openai.com/v1/chat/completions', 'GET'), undefined);
    assert.equal(at('https://api.openai.com/v1/chat/completions', 'post'), 'openai.chat');
  });

  const kindAt = (url: string) => {
    const { host, pathname } = new URL(url);
    return recogniseRequest('POST', host, pathname).kind;
  };

  it('leaves it to the bodies where other APIs have such a path, unless the host serves models', () => {
    for (const path of [
      '/v2/chat',
      '/api/chat',
      '/api/generate',
      '/responses',
      '/completions',
      '/interactions',
    ]) {
      assert.equal(kindAt(`https://tools.example${path}`), 'maybe', path);
    }
    assert.equal(kindAt('https://tools.example/anything'), 'maybe');
    assert.equal(kindAt('http://localhost:11434/api/chat'), 'call');
    assert.equal(kindAt('https://api.groq.com/openai/v1/responses'), 'call');
    assert.equal(kindAt('https://api.perplexity.ai/responses'), 'call');
  });

  it('tells other purposes of model servers apart', () => {
    assert.equal(kindAt('https://api.anthropic.com/v1/messages/count_tokens'), 'other');
    assert.equal(kindAt('http://localhost:8000/v1/rerank'), 'other');
  });
});
