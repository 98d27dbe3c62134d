import assert from 'node:assert/strict';
import { buildPlan } from '../../../../src/completion/buildPlan';
import type { Judgement } from '../../../../src/completion/suite/judgeAnswer';
import type { CompletionRun, CompletionTarget } from '../../../../src/model/completion';
import type { EditorAnswer, EditorClient } from '../../../../src/ui/testing/editorClient';
import { runEditorSuite } from '../../../../src/ui/testing/runEditorSuite';
import { makeSuite } from '../../../support/recordSuite';
import { makeTemporaryFolder, type TemporaryFolder } from '../../../support/temporaryFolder';

const target: CompletionTarget = {
  id: 'inline',
  label: 'Inline',
  model: 'inline completions',
  api: 'editor.inline',
  baseUrl: '',
};

describe('runEditorSuite', () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await makeTemporaryFolder();
  });
  afterEach(() => folder.remove());

  /** Runs two cases, asked twice each after a warm-up, against something that answers as it is told. */
  async function run(ask: (caseId: string, count: number) => EditorAnswer, abort = new AbortController()) {
    const whole = await makeSuite(folder.path, {
      repeats: 2,
      warmUp: 1,
      targets: [{ api: 'chat', baseUrl: 'http://127.0.0.1:1/v1' }],
      cases: [
        { id: 'sum', name: 'sum', expect: { kind: 'text', text: 'a + b;' } },
        { id: 'name', name: 'name' },
      ],
    });
    const [first] = whole.targets;
    assert.ok(first);
    const suite = { ...whole, concurrency: 1, targets: [{ ...first, id: target.id }] };
    const plan = await buildPlan(suite, { keys: () => undefined });
    const texts: [string, Judgement | undefined][] = [];
    const told: CompletionRun[] = [];
    let count = 0;
    const client: EditorClient = {
      target,
      remarks: [],
      ask: async ({ planned }) => ask(planned.id, count++),
      close: async () => {},
    };
    await runEditorSuite({
      suite,
      plan,
      client,
      recording: { startedAtEpoch: 1000, setCompletion: (completion) => told.push(completion) },
      onText: (_, text, judgement) => texts.push([text, judgement]),
      signal: abort.signal,
    });
    return { completion: told.at(-1), told, texts };
  }

  const answer = (at: number, text: string): EditorAnswer => ({
    moments: { keystroke: at, debounced: at, gathered: at, firstChunk: at + 20, ended: at + 30 },
    end: 'answered',
    text,
    gaps: [10],
  });

  it('asks each case as often as the suite says, and keeps what the client saw on the clock of the run', async () => {
    const { completion, texts } = await run((caseId, count) =>
      answer(2000 + 100 * count, caseId === 'sum' && count < 2 ? 'a + b;' : 'a - b;'),
    );
    assert.deepEqual(completion?.targets, [target]);
    assert.equal(completion?.planned, 5);
    assert.equal(completion?.samples.length, 5);
    assert.equal(completion?.samples.filter(({ warmUp }) => warmUp).length, 1);
    const [first] = completion?.samples ?? [];
    assert.deepEqual(first?.moments, {
      keystroke: 1000,
      debounced: 1000,
      gathered: 1000,
      firstChunk: 1020,
      ended: 1030,
    });
    assert.deepEqual(first?.gaps, [10]);
    assert.equal(first?.chars, 6);
    const met = completion?.samples.flatMap((sample) => (sample.caseId === 'sum' ? [sample.met] : []));
    assert.ok(met?.includes(true) && met.includes(false), `${met}`);
    assert.equal(texts.filter(([, judgement]) => judgement === undefined).length, 2);
  });

  it('asks nothing more once it is stopped', async () => {
    const abort = new AbortController();
    const { completion } = await run((_, count) => {
      if (count === 1) abort.abort();
      return answer(2000 + count, 'a + b;');
    }, abort);
    assert.equal(completion?.samples.length, 2);
    assert.equal(completion?.planned, 5);
  });
});
