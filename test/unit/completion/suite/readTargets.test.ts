import assert from 'node:assert/strict';
import { readGood, suiteWith } from './markedSuite';

const cases = '"cases": [{ "name": "one", "prefix": "a" }]';

describe('models of a suite', () => {
  it('gives each model what the suite says, and lets its own win', () => {
    const { targets } = readGood(`{
      "endpoint": { "baseUrl": "http://a/v1", "key": { "env": "A_KEY" }, "headers": { "x-team": "shop" } },
      "parameters": { "max_tokens": 64, "temperature": 0 },
      "prompt": { "system": "Complete.", "maxPrefix": 100 },
      "models": [
        "small",
        { "model": "large", "label": "Large", "endpoint": { "api": "responses" },
          "parameters": { "max_tokens": 32 }, "prompt": { "system": "Go on." } },
      ],
      ${cases}
    }`);
    const shared = { baseUrl: 'http://a/v1', key: { env: 'A_KEY' }, headers: { 'x-team': 'shop' } };
    assert.deepEqual(targets, [
      {
        ...shared,
        id: 'small',
        label: 'small',
        model: 'small',
        api: 'chat',
        parameters: { max_tokens: 64, temperature: 0 },
        prompt: { maxPrefix: 100, maxSuffix: 2000, system: 'Complete.' },
      },
      {
        ...shared,
        id: 'Large',
        label: 'Large',
        model: 'large',
        api: 'responses',
        parameters: { max_tokens: 32, temperature: 0 },
        prompt: { maxPrefix: 100, maxSuffix: 2000, system: 'Go on.' },
      },
    ]);
  });

  it('does not send the key and the headers of one server to another', () => {
    const { targets } = readGood(`{
      "endpoint": { "baseUrl": "http://a/v1", "api": "completions", "key": { "env": "A_KEY" }, "headers": { "x": "y" } },
      "models": ["small", { "model": "local", "endpoint": { "baseUrl": "http://b/v1" } }],
      ${cases}
    }`);
    assert.deepEqual(
      targets.map(({ baseUrl, api, key, headers }) => [baseUrl, api, key, headers]),
      [
        ['http://a/v1', 'completions', { env: 'A_KEY' }, { x: 'y' }],
        ['http://b/v1', 'completions', undefined, {}],
      ],
    );
  });

  it('puts variables and the environment into every setting of a model', () => {
    const { targets } = readGood(
      `{
        "variables": { "host": "\${env:HOST}", "size": "small", "who": "you" },
        "endpoint": { "baseUrl": "http://\${host}/v1", "headers": { "x-size": "\${size}" } },
        "models": [{ "model": "m-\${size}", "label": "The \${size} one" }],
        "parameters": { "metadata": { "tags": ["\${size}", "$\${size}"] } },
        "prompt": { "system": "Complete, \${who}." },
        ${cases}
      }`,
      { HOST: '127.0.0.1:8080' },
    );
    assert.deepEqual(targets, [
      {
        id: 'The small one',
        label: 'The small one',
        model: 'm-small',
        api: 'chat',
        baseUrl: 'http://127.0.0.1:8080/v1',
        headers: { 'x-size': 'small' },
        parameters: { metadata: { tags: ['small', '${size}'] } },
        prompt: { maxPrefix: 8000, maxSuffix: 2000, system: 'Complete, you.' },
      },
    ]);
  });

  it('takes what a variable holds as it is', () => {
    const { targets } = readGood(suiteWith('"model": "${a}"', '"variables": { "a": "$${b} $& $1" }'));
    assert.equal(targets[0]?.model, '${b} $& $1');
  });
});
