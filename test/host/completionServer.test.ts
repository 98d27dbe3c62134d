import { strict as assert } from 'node:assert';
import {
  type IndependentServer,
  startIndependentServer,
} from '../support/independentServer/startIndependentServer';
import { Profiler } from './support/profiler';
import { Suites } from './support/suites';

/** What holds against a server of others as well holds not just by our own. */
describe('completion suites in the Test Explorer, against an independent server', () => {
  let profiler: Profiler;
  let server: IndependentServer;
  let suites: Suites;

  before(async function () {
    this.timeout(120_000);
    process.env.LATENCY_LENS_TEST_KEY = 'key-of-a-test';
    server = await startIndependentServer({
      key: 'key-of-a-test',
      models: {
        quick: { text: 'a + b', ttft: 50, tps: 200 },
        limited: { error: { status: 429, message: 'Too many.' } },
        missing: { error: { status: 404, message: 'There is no such model.' } },
        cut: { text: 'a + b; // and that is all', truncateAfterChunks: 3 },
      },
    });
    profiler = await Profiler.start(() => ({}));
    suites = new Suites(profiler);
  });

  after(async () => {
    await suites.removeAll();
    await profiler.stop();
    await server.stop();
  });

  it('passes, fails, and says of each failure what to do', async () => {
    const key = { env: 'LATENCY_LENS_TEST_KEY' };
    const suite = await suites.write('independent', {
      endpoint: { baseUrl: server.openaiUrl, api: 'chat', key },
      models: [
        'quick',
        { model: 'quick', label: 'responses', endpoint: { api: 'responses' } },
        'limited',
        'missing',
        'cut',
        { model: 'quick', label: 'without key', endpoint: { baseUrl: server.openaiUrl } },
      ],
      cases: [
        { name: 'right', prefix: 'const sum = ', expect: { text: 'a + b' } },
        { name: 'wrong', prefix: 'const sum = ', expect: { text: 'a * b' } },
      ],
    });
    const run = await suites.run([suite]);
    for (const model of ['quick', 'responses']) {
      assert.equal(run.of(`independent > right > ${model}`).state, 'passed', run.output);
      const wrong = run.of(`independent > wrong > ${model}`);
      assert.equal(wrong.state, 'failed');
      const [message] = wrong.messages;
      assert.deepEqual([message?.expectedOutput, message?.actualOutput], ['a * b', 'a + b']);
    }
    const failures = { limited: /429.*concurrency/is, missing: /404.*model/is, 'without key': /401.*key/is };
    for (const [model, pattern] of Object.entries(failures)) {
      const item = `independent > right > ${model}`;
      assert.equal(run.of(item).state, 'errored', item);
      assert.match(run.messageOf(item), pattern);
    }
    assert.equal(run.of('independent > right > cut').state, 'errored');
    assert.equal(run.output.includes('key-of-a-test'), false);
  });
});
