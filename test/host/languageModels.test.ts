import { strict as assert } from 'node:assert';
import { readFileSync, rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { summariseCompletion } from '../../src/completion/results/summariseCompletion';
import { ui } from '../support/bridge/ui';
import { waitFor } from '../support/waitFor';
import { Profiler, workspacePath } from './support/profiler';
import { Suites } from './support/suites';

const PROFILE = 'Editor’s Language Model…';
const endpoint = { baseUrl: 'http://127.0.0.1:9/v1', api: 'chat' };
const log = workspacePath('cadence.log');

/** What the model of the fixture did: since it was asked, ms. */
interface Note {
  readonly pieces: readonly number[];
  readonly messages: readonly string[];
}

describe('the editor’s language models', () => {
  let profiler: Profiler;
  let suites: Suites;

  before(async () => {
    profiler = await Profiler.start(() => ({}));
    suites = new Suites(profiler);
    await waitFor('the models of the fixture', async () => {
      const models = await vscode.lm.selectChatModels({ vendor: 'cadence' });
      return models.length > 0 || undefined;
    });
  });

  afterEach(async () => {
    await suites.removeAll();
    profiler.deleteRuns();
    rmSync(log, { force: true });
  });

  after(() => profiler.stop());

  /** Runs a suite with the model that is chosen in the list. */
  async function ask(model: string, suite: object) {
    const item = await suites.write('asked', {
      endpoint,
      model: 'none',
      parameters: { log },
      cases: [{ name: 'sum', prefix: 'const sum = ', suffix: '\n', expect: { text: 'a + b;' } }],
      ...suite,
    });
    const running = suites.runWith(PROFILE, [item]);
    await choose(`Cadence ${model}`);
    return running;
  }

  it('measures the first piece, the pace and the whole of an answer', async () => {
    const result = await ask('steady', { repeats: 7 });
    assert.deepEqual(result.states, { 'asked > sum': 'passed' }, result.output);
    const [run] = profiler.api.store.runs;
    assert.ok(run?.completion);
    const notes = readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map((line): Note => JSON.parse(line));
    assert.equal(notes.length, 7);
    assert.match(notes[0]?.messages.join() ?? '', /const sum = /);
    const { figures } = summariseCompletion(run)?.cases[0] ?? {};
    const first = figures?.ttft?.percentiles[0]?.value ?? Number.NaN;
    const whole = figures?.total?.percentiles[0]?.value ?? Number.NaN;
    assertNear(first, median(notes.map(({ pieces }) => pieces[0] ?? Number.NaN)));
    assertNear(whole, median(notes.map(({ pieces }) => pieces.at(-1) ?? Number.NaN)));
    for (const { gaps, moments } of run.completion.samples) {
      const { firstChunk = Number.NaN, ended } = moments;
      const streamed = (gaps ?? []).reduce((sum, gap) => sum + gap, 0);
      assert.ok(streamed > 0 && firstChunk + streamed <= ended, `${gaps} of ${ended - firstChunk}`);
    }
  });

  for (const [model, pattern] of [
    ['blocked', /quota.*wait/is],
    ['broken', /extension that provides.*log/is],
    ['silent', /no text.*another model/is],
  ] as const) {
    it(`says what to do when a model is ${model}`, async () => {
      const result = await ask(model, {});
      assert.equal(result.of('asked > sum').state, 'errored');
      assert.match(result.messageOf('asked > sum'), pattern);
      assert.doesNotMatch(result.output + JSON.stringify(profiler.api.store.runs), /sk-canary/);
    });
  }
});

/** A machine may take the processor away for 150 ms, but no piece is there before it was given. */
function assertNear(measured: number, truth: number): void {
  assert.ok(measured >= truth - 1 && measured <= truth + 150, `${measured} where the model took ${truth}`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Takes an entry of the list that comes up. */
async function choose(label: string): Promise<void> {
  const row = `.quick-input-list .monaco-list-row:has-text("${label}")`;
  await waitFor(`${label} to be offered`, async () => {
    const texts = await ui({ action: 'texts', selector: row });
    return texts.length > 0 || undefined;
  });
  await ui({ action: 'click', selector: row });
}
