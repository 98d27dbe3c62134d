import assert from 'node:assert/strict';
import { measureSamples } from '../../../src/completion/results/measureSamples';
import {
  type IndependentServer,
  startIndependentServer,
} from '../../support/independentServer/startIndependentServer';
import { makeSuite, type RecordedSuite, recordSuite } from '../../support/recordSuite';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/temporaryFolder';

const text = 'a + b; // and that is all';

/** Suites against a server that others have written. */
describe('completion suites against an independent server', function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  let server: IndependentServer;
  let recorded: RecordedSuite;
  before(async () => {
    folder = await makeTemporaryFolder();
    server = await startIndependentServer({
      key: 'key-of-a-test',
      models: {
        quick: { text, ttft: 100, tps: 100, usage: { prompt_tokens: 20, completion_tokens: 7 } },
        limited: { error: { status: 429, message: 'Too many.' } },
        missing: { error: { status: 404, message: 'There is no such model.' } },
        cut: { text, truncateAfterChunks: 3 },
      },
    });
    const chat = { api: 'chat', baseUrl: server.openaiUrl, key: { env: 'KEY' } } as const;
    const targets = [
      { ...chat, id: 'chat', model: 'quick' },
      { ...chat, id: 'responses', api: 'responses' as const, model: 'quick' },
      { ...chat, id: 'ollama', api: 'ollamaGenerate' as const, model: 'quick', baseUrl: server.url },
      ...['limited', 'missing', 'cut'].map((model) => ({ ...chat, id: model, model })),
      { ...chat, id: 'without key', model: 'quick', key: undefined },
    ];
    const suite = await makeSuite(folder.path, { targets, repeats: 3 });
    recorded = await recordSuite(suite, { keys: () => 'key-of-a-test' });
  });
  after(async () => {
    await server.stop();
    folder.remove();
  });

  const of = (target: string) => measureSamples(recorded.run).filter((one) => one.sample.targetId === target);

  for (const target of ['chat', 'responses', 'ollama']) {
    it(`measures what it streams by ${target}`, () => {
      const samples = of(target);
      assert.equal(samples.length, 3);
      for (const { sample, call } of samples) {
        assert.deepEqual(sample.failure, undefined);
        assert.equal(recorded.texts.get(sample.id), text);
        assert.equal(call?.outcome, 'complete');
      }
      // Its timers are late at times, but never early.
      const fastest = Math.min(...samples.map(({ ttft = Number.NaN }) => ttft));
      assert.ok(fastest >= 95 && fastest < 300, `TTFT ${fastest}`);
    });
  }

  it('says of each failure what it is', () => {
    const kinds = ['limited', 'missing', 'cut', 'without key'].map((id) => of(id)[0]?.sample.failure?.kind);
    assert.deepEqual(kinds, ['rateLimited', 'notFound', 'cut', 'unauthorised']);
  });
});
