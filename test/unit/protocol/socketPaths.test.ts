import assert from 'node:assert/strict';
import { EndpointTable } from '../../../src/protocol/endpoints';
import { recogniseSocket } from '../../../src/protocol/socketPaths';

describe('recogniseSocket', () => {
  it('knows dialogues with models by the end of their path, on any host', () => {
    const known = {
      '/v1/responses': 'openai.responses.ws',
      '/openai/v1/responses': 'openai.responses.ws',
      '/v1/realtime': 'openai.realtime.ws',
      '/tenant/openai/realtime': 'openai.realtime.ws',
      '/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent': 'gemini.live.ws',
      '/ws/google.ai.generativelanguage.v1alpha.GenerativeService.BidiGenerateContentConstrained':
        'gemini.live.ws',
      '/ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent': 'gemini.live.ws',
    };
    for (const [path, style] of Object.entries(known)) {
      assert.deepEqual(recogniseSocket('127.0.0.1:1', path), { kind: 'call', style }, path);
    }
  });

  it('leaves it to the messages elsewhere', () => {
    for (const path of [
      '/',
      '/socket',
      '/v1/realtime/sessions',
      '/responses/feed',
      '/surreal-time',
      '/ws/x.BidiGenerateMusic',
    ]) {
      assert.deepEqual(recogniseSocket('api.openai.com', path), { kind: 'maybe' }, path);
    }
  });

  it('leaves alone what a person says is to be ignored', () => {
    const endpoints = new EndpointTable({ 'feed.example.com': 'ignore', '/v1/realtime': 'openai.chat' });
    assert.deepEqual(recogniseSocket('feed.example.com', '/v1/realtime', endpoints), { kind: 'other' });
    const style = 'openai.realtime.ws';
    assert.deepEqual(recogniseSocket('a', '/v1/realtime', endpoints), { kind: 'call', style });
  });
});
