import assert from 'node:assert/strict';
import { measureSamples } from '../../../src/completion/results/measureSamples';
import type { KeySource, SuiteApi } from '../../../src/completion/suite/suite';
import { makeSuite, type RecordedSuite, recordSuite } from '../../support/recordSuite';
import { play, readSample, type SampleServer, startAnsweringServer } from '../../support/sampleServer';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/temporaryFolder';

interface ApiCase {
  readonly api: SuiteApi;
  /** Behind the server's address. */
  readonly base: string;
  readonly sample: string;
  readonly path: string;
  /** Of the call, as the pipeline reads it. */
  readonly style: string;
  readonly body: Record<string, unknown>;
}

const asked = [
  'Complete this code at <CURSOR>.',
  'Answer with nothing but the text that belongs there.',
  '',
  'const sum = (a, b) => <CURSOR>;\n',
].join('\n');
const around = { prompt: 'const sum = (a, b) => ', suffix: ';\n' };
const withUsage = { stream: true, stream_options: { include_usage: true } };

const chatBody = { ...withUsage, messages: [{ role: 'user', content: asked }] };
const chat = {
  api: 'chat',
  base: '/v1',
  path: '/v1/chat/completions',
  style: 'openai.chat',
  body: chatBody,
} as const;

const cases: readonly ApiCase[] = [
  { ...chat, sample: '01-openai-chat-usage' },
  { ...chat, sample: '05-openai-chat-utf8-split' },
  { ...chat, sample: '09-openai-chat-7byte-reads' },
  { ...chat, sample: '46-ollama-openai-compat' },
  { ...chat, sample: '51-llamacpp-chat-ping' },
  { ...chat, sample: '102-llamacpp-recorded-chat' },
  // No path of a model's API anywhere in it.
  {
    ...chat,
    sample: '38-deepseek-reasoner-keepalive',
    base: '/odd/place',
    path: '/odd/place/chat/completions',
  },
  {
    api: 'completions',
    base: '/v1',
    sample: '15-openai-completions-fim',
    path: '/v1/completions',
    style: 'openai.completions',
    body: { ...withUsage, ...around },
  },
  {
    api: 'completions',
    base: '/beta',
    sample: '39-deepseek-fim',
    path: '/beta/completions',
    style: 'openai.completions',
    body: { ...withUsage, ...around },
  },
  {
    api: 'responses',
    base: '/v1',
    sample: '16-openai-responses-text',
    path: '/v1/responses',
    style: 'openai.responses',
    body: { stream: true, input: asked },
  },
  {
    api: 'mistralFim',
    base: '/v1',
    sample: '36-mistral-fim',
    path: '/v1/fim/completions',
    style: 'openai.chat',
    body: { stream: true, ...around },
  },
  {
    api: 'llamacppInfill',
    base: '',
    sample: '49-llamacpp-completion',
    path: '/infill',
    style: 'llamacpp.native',
    body: { stream: true, input_prefix: around.prompt, input_suffix: around.suffix, prompt: '' },
  },
  {
    api: 'ollamaGenerate',
    base: '',
    sample: '44-ollama-generate-fim',
    path: '/api/generate',
    style: 'ollama.generate',
    body: { stream: true, ...around },
  },
];

const keys = (source: KeySource) => ('env' in source && source.env === 'ANY' ? 'key-of-a-test' : 'token');

describe('request formats of completion suites', function () {
  this.timeout(30_000);
  let folder: TemporaryFolder;
  let server: SampleServer;
  let recorded: RecordedSuite;
  // All in one run, a target each.
  before(async () => {
    folder = await makeTemporaryFolder();
    server = await startAnsweringServer(({ headers }, response) =>
      play(readSample(String(headers['x-sample'])), response),
    );
    const targets = cases.map(({ api, base, sample }) => ({
      id: sample,
      api,
      baseUrl: server.url + base,
      model: 'small-code',
      key: { env: 'ANY' },
      headers: { 'x-sample': sample, 'x-token': { secret: 'OTHER' } },
      parameters: { temperature: 0 },
    }));
    recorded = await recordSuite(await makeSuite(folder.path, { targets }), { keys });
  });
  after(() => {
    server.close();
    folder.remove();
  });

  it('fails nowhere', () => {
    assert.equal(recorded.failure, undefined);
    assert.equal(server.received.length, cases.length);
  });

  for (const { sample, path, style, body } of cases) {
    it(`asks ${path} and reads ${sample}`, () => {
      const request = server.received.find(({ headers }) => headers['x-sample'] === sample);
      assert.equal(request?.path, path);
      assert.deepEqual(request?.body, { model: 'small-code', ...body, temperature: 0 });
      assert.equal(request?.headers.authorization, 'Bearer key-of-a-test');
      assert.equal(request?.headers['x-token'], 'token');
      const measured = measureSamples(recorded.run).find((one) => one.sample.targetId === sample);
      const { text } = readSample(sample);
      assert.deepEqual(measured?.sample.failure, undefined);
      assert.equal(measured?.sample.end, 'answered');
      assert.equal(recorded.texts.get(measured?.sample.id ?? ''), text);
      assert.equal(measured?.sample.chars, text.length);
      assert.equal(measured?.call?.attempts[0]?.style, style);
      assert.equal(measured?.call?.outcome, 'complete');
      assert.ok((measured?.ttft ?? 0) > 0, `TTFT ${measured?.ttft}`);
    });
  }
});
