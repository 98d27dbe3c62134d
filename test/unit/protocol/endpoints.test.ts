import assert from 'node:assert/strict';
import { EndpointTable, readEndpoints } from '../../../src/protocol/endpoints';
import { recogniseRequest } from '../../../src/protocol/llmPaths';

describe('EndpointTable', () => {
  const table = new EndpointTable({
    '/my/gateway/llm': 'openai.chat',
    'llm.example': 'auto',
    'llm.example/v3/ask': 'anthropic.messages',
    'https://*.corp.example/': 'ollama.chat',
    'localhost:8080': 'llamacpp.native',
    '/tenants/*/ask?key=1': 'gemini.generate',
    'quiet.example/*': 'ignore',
  });
  const find = (url: string) => {
    const { host, pathname } = new URL(url);
    return table.find(host, pathname)?.style;
  };

  for (const [url, style] of [
    ['https://any.example/my/gateway/llm', 'openai.chat'],
    ['https://any.example/prefix/my/gateway/llm', 'openai.chat'],
    ['https://any.example/my/gateway/llm/more', undefined],
    ['https://any.example/notmy/gateway/llm', undefined],
    ['https://llm.example/x', 'auto'],
    ['https://LLM.example:8443/x', 'auto'],
    ['https://other-llm.example/x', undefined],
    ['https://llm.example/v3/ask', 'anthropic.messages'],
    ['https://llm.example/prefix/v3/ask', 'auto'],
    ['https://a.corp.example/x/y', 'ollama.chat'],
    ['https://corp.example/x', undefined],
    ['http://localhost:8080/x', 'llamacpp.native'],
    ['http://localhost:8081/x', undefined],
    ['https://any.example/tenants/7/ask', 'gemini.generate'],
    ['https://any.example/tenants/7/8/ask', undefined],
    ['https://quiet.example/x', 'ignore'],
    ['https://quiet.example/x/y', undefined],
  ] as const) {
    it(`finds ${style ?? 'nothing'} at ${url}`, () => assert.equal(find(url), style));
  }

  const recognise = (url: string, method = 'POST') => {
    const { host, pathname } = new URL(url);
    return recogniseRequest(method, host, pathname, table);
  };

  it('outdoes what paths say', () => {
    assert.deepEqual(recognise('https://quiet.example/x'), { kind: 'other' });
    assert.deepEqual(recognise('https://any.example/my/gateway/llm'), { kind: 'call', style: 'openai.chat' });
    assert.deepEqual(recognise('https://llm.example/v3/ask'), { kind: 'call', style: 'anthropic.messages' });
  });

  it('leaves to paths what they know when a whole host is named', () => {
    assert.deepEqual(recognise('https://llm.example/v1/messages'), {
      kind: 'call',
      style: 'anthropic.messages',
    });
    assert.deepEqual(recognise('https://llm.example/v1/moderations'), { kind: 'other' });
    assert.deepEqual(recognise('https://llm.example/ask'), { kind: 'call', style: undefined });
    assert.deepEqual(recognise('http://localhost:8080/ask'), { kind: 'call', style: 'llamacpp.native' });
  });

  it('sees a call in nothing but a POST', () => {
    assert.deepEqual(recognise('https://any.example/my/gateway/llm', 'GET'), { kind: 'other' });
  });
});

describe('readEndpoints', () => {
  it('takes what is right and complains about the rest in words', () => {
    const { endpoints, complaints } = readEndpoints({
      '/llm': 'openai.chat',
      '/gpt': 'openai.chatt',
      'a host': 'auto',
      'a$b/x': 'auto',
      '': 'auto',
      '/n': 7,
    });
    assert.deepEqual(endpoints, { '/llm': 'openai.chat' });
    assert.deepEqual(
      complaints.map((complaint) => complaint.replace(/ Known are .*/, '')),
      [
        '“openai.chatt”, which “/gpt” is said to speak, is no known style.',
        '“a host” is neither a host nor a path.',
        '“a$b” in “a$b/x” is no host.',
        '“” is neither a host nor a path.',
        '“7”, which “/n” is said to speak, is no known style.',
      ],
    );
  });

  it('wants an object', () => {
    assert.deepEqual(readEndpoints(undefined), { endpoints: {}, complaints: [] });
    for (const value of ['/llm', ['/llm'], 7]) assert.equal(readEndpoints(value).complaints.length, 1);
  });
});
