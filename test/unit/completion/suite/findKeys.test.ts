import assert from 'node:assert/strict';
import { readSuite } from '../../../../src/completion/suite/readSuite';
import { readGood, readMarked, suiteFile, suiteWith, suiteWithCase } from './markedSuite';

const planted = 'sk-proj-Zq81mLw0v7Tn4XbR2c';
/** A key that has no shape of its own. */
const plain = 'open-sesame-for-all';

const texts: readonly string[] = [
  suiteWith(`"endpoint": { "baseUrl": "http://a", "key": ‹"${plain}"› }`),
  suiteWith(`"endpoint": { "baseUrl": "http://a", "key": ‹"${planted}"› }`),
  suiteWith(`"endpoint": { "baseUrl": "http://a", "headers": { "Authorization": ‹"Bearer ${plain}"› } }`),
  suiteWith(`"endpoint": { "baseUrl": "http://a", "headers": { "api-key": ‹"${plain}"› } }`),
  suiteWith(`"endpoint": { "baseUrl": "http://a", "headers": { "x-shop-token": ‹"${plain}"› } }`),
  suiteWith(`"endpoint": { "baseUrl": "http://a", "headers": { "x-goog-api-key": ‹"${plain}"› } }`),
  suiteWith(`"endpoint": { "baseUrl": "http://a", "headers": { "cookie": ‹"a=${plain}"› } }`),
  suiteWith(`"endpoint": { "baseUrl": ‹"http://a/v1?key=${plain}"› }`).replace('"model"', '"model"'),
  suiteWith(`"endpoint": { "baseUrl": ‹"https://me:${plain}@a/v1"› }`),
  suiteWith(`"endpoint": { "baseUrl": "http://a", "key": { "env": ‹"${planted}"› } }`),
  suiteWith('"endpoint": { "baseUrl": "http://a", "key": { "env": ‹"a0b1c2d3e4f5a0b1c2d3e4f5a0b1c2d3"› } }'),
  suiteWith(`"endpoint": { "baseUrl": "http://a", "key": { "secret": "‹${planted}›" } }`),
  suiteWith(`"parameters": { "api_key": ‹"${plain}"› }`),
  suiteWith(`"parameters": { "metadata": ["x", { "password": ‹"${plain}"› }] }`),
  suiteWith(`"variables": { "apiKey": ‹"${plain}"› }`),
  suiteWith(`"variables": { "it": "‹${planted}›" }`),
  suiteWith(`"variables": { "‹${planted}›": "a" }`),
  suiteWith(`"prompt": { "system": "Use ‹${planted}›." }`),
  suiteWithCase(`"name": "a", "prefix": "const key = '‹${planted}›'"`),
  `// ‹${planted}›\n${suiteWith()}`,
  `‹${planted}›`,
];

describe('keys in suites', () => {
  for (const marked of texts) {
    it(`finds one, and does not repeat it: ${marked.slice(0, 110)}`, () => {
      const text = marked.replace(/[‹›]/g, '');
      const { suite, problems } = readSuite(text, suiteFile, { environment: {} });
      assert.equal(suite, undefined);
      assert.ok(
        problems.some(({ message }) => /\{ "env": .*\{ "secret": /s.test(message) || /name of/.test(message)),
      );
      const said = JSON.stringify(problems);
      for (const key of [planted, plain, 'a0b1c2d3e4f5']) assert.ok(!said.includes(key), said);
    });
  }

  for (const marked of texts.filter(
    (text) => text.startsWith('{') && !/"(?:env|a?pi_?key)"?: ‹|‹sk.*›": "a"/.test(text),
  )) {
    it(`finds it at its place alone: ${marked.slice(0, 110)}`, () => {
      readMarked(marked);
    });
  }

  it('does not repeat a key that stands where a name should', () => {
    const text = suiteWith(`"endpoint": { "baseUrl": "http://a", "headers": { "${planted}": 17 } }`);
    const said = readSuite(text, suiteFile).problems.map(({ message }) => message);
    assert.equal(said.length, 2);
    assert.ok(!said.join().includes(planted), said.join());
  });

  it('does not repeat a key that comes from the environment into a URL', () => {
    for (const url of [`https://me:${plain}@a/v1`, `https://a/v1?key=${plain}`, `${plain}`]) {
      const { problem } = readMarked(suiteWith('"endpoint": { "baseUrl": ‹"${env:URL}"› }'), { URL: url });
      assert.ok(!problem.message.includes(plain), problem.message);
    }
  });

  const innocent: readonly string[] = [
    suiteWith('"endpoint": { "baseUrl": "http://a", "key": { "env": "OPENAI_API_KEY" } }'),
    suiteWith('"endpoint": { "baseUrl": "http://a", "key": { "secret": "openai" } }'),
    suiteWith(
      '"endpoint": { "baseUrl": "http://a", "headers": { "authorization": { "env": "AUTH" }, "x-keyboard": "qwerty" } }',
    ),
    suiteWith(
      '"parameters": { "max_tokens": 64, "prompt_cache_key": "shop", "eos_token": "</s>", "stop": ["\\n"] }',
    ),
    suiteWithCase(
      '"name": "api key", "prefix": "const apiKey = \'sk-your-own-key-goes-in-here\'; fetch(`https://a?key=${k}`)"',
    ),
    suiteWithCase('"name": "url", "prefix": "https://me:pass@a/?key=b"'),
  ];
  for (const text of innocent) {
    it(`finds none: ${text.slice(0, 110)}`, () => {
      readGood(text);
    });
  }
});
