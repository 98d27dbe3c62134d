import assert from 'node:assert/strict';
import { findProvider } from '../../../src/ingest/findProvider';

describe('findProvider', () => {
  for (const [host, provider] of [
    ['api.openai.com', 'openai'],
    ['api.openai.com:443', 'openai'],
    ['eu.api.openai.com', 'openai'],
    ['us.api.openai.com', 'openai'],
    ['API.OpenAI.com', 'openai'],
    ['my-resource.openai.azure.com', 'azure.ai.openai'],
    ['my-resource.cognitiveservices.azure.com', 'azure.ai.openai'],
    ['my-resource.services.ai.azure.com', 'azure.ai.inference'],
    ['api.anthropic.com', 'anthropic'],
    ['generativelanguage.googleapis.com', 'gcp.gemini'],
    ['aiplatform.googleapis.com', 'gcp.vertex_ai'],
    ['us-central1-aiplatform.googleapis.com', 'gcp.vertex_ai'],
    ['aiplatform.eu.rep.googleapis.com', 'gcp.vertex_ai'],
    ['bedrock-runtime.us-east-1.amazonaws.com', 'aws.bedrock'],
    ['bedrock-runtime-fips.us-east-1.amazonaws.com', 'aws.bedrock'],
    ['bedrock-runtime.cn-north-1.amazonaws.com.cn', 'aws.bedrock'],
    ['bedrock-mantle.us-east-1.api.aws', 'aws.bedrock'],
    ['api.mistral.ai', 'mistral_ai'],
    ['api.eu.mistral.ai', 'mistral_ai'],
    ['api.us.mistral.ai', 'mistral_ai'],
    ['codestral.mistral.ai', 'mistral_ai'],
    ['api.groq.com', 'groq'],
    ['api.deepseek.com', 'deepseek'],
    ['api.cohere.com', 'cohere'],
    ['api.cohere.ai', 'cohere'],
    ['openrouter.ai', 'openrouter'],
    ['api.together.ai', 'together'],
    ['api.together.xyz', 'together'],
    ['api.x.ai', 'x_ai'],
    ['api.perplexity.ai', 'perplexity'],
    ['api.fireworks.ai', 'fireworks'],
    ['ollama.com', 'ollama'],
    ['api.githubcopilot.com', 'github.copilot'],
    ['api.individual.githubcopilot.com', 'github.copilot'],
    ['api.business.githubcopilot.com', 'github.copilot'],
    ['models.github.ai', 'github.models'],
    ['models.inference.ai.azure.com', 'github.models'],
    ['router.huggingface.co', 'hugging_face'],
    ['api-inference.huggingface.co', 'hugging_face'],
    // Nobody known: the host itself, port and all.
    ['127.0.0.1:11434', '127.0.0.1:11434'],
    ['[::1]:8000', '[::1]:8000'],
    ['llm.internal.example', 'llm.internal.example'],
    ['api.openai.com.evil.example', 'api.openai.com.evil.example'],
    ['notapi.openai.com', 'notapi.openai.com'],
  ] as const) {
    it(`says ${provider} of ${host}`, () => assert.equal(findProvider(host), provider));
  }
});
