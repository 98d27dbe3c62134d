import assert from 'node:assert/strict';
import type { Attempt } from '../../../../src/model/attempt';
import { formatHost, formatProvider } from '../../../../src/ui/hover/serverText';

const attempt = (host: string, more: Partial<Attempt> = {}) =>
  ({ provider: host, style: 'openai.chat', endpoint: { host }, ...more }) as Attempt;
const answeredBy = (servedBy: string) => ({ response: { servedBy } }) as Partial<Attempt>;

describe('who answered', () => {
  it('is the provider, and whom a gateway had answer', () => {
    const groq = attempt('api.groq.com', { provider: 'groq' });
    assert.deepEqual([formatProvider(groq), formatHost(groq)], ['groq', 'api.groq.com']);
    const routed = attempt('openrouter.ai', { provider: 'openrouter', ...answeredBy('DeepInfra') });
    assert.equal(formatProvider(routed), 'openrouter (DeepInfra)');
    assert.equal(formatHost(routed), 'openrouter.ai (DeepInfra)');
  });

  it('is guessed by the port where nothing else tells it', () => {
    assert.equal(formatHost(attempt('localhost:8000')), 'localhost:8000 (by its port perhaps vLLM)');
    assert.equal(formatHost(attempt('localhost:8000', { style: 'tgi.generate' })), 'localhost:8000');
    assert.equal(formatHost(attempt('localhost:5000')), 'localhost:5000');
  });
});
