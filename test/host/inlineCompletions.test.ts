import { strict as assert } from 'node:assert';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { measureSamples } from '../../src/completion/results/measureSamples';
import { summariseCompletion } from '../../src/completion/results/summariseCompletion';
import { waitFor } from '../support/waitFor';
import { Profiler, workspacePath } from './support/profiler';
import { Suites } from './support/suites';

const PROFILE = 'Editor’s Inline Completions';
const code = ['function add(a, b) {', '  return ', '}', '', 'add(1, 2);', ''].join('\n');
const endpoint = { baseUrl: 'http://127.0.0.1:9/v1', api: 'chat' };

const TOLERANCE_MS = 25;
/** Requests whose median is held against the provider’s. */
const COUNTED = 7;
/** A window with nothing to do answers two commands in less. */
const QUIET_MS = 10;

/** What the provider was asked and how long it took, ms. */
interface Asked {
  readonly text: string;
  readonly line: string;
  readonly kind: vscode.InlineCompletionTriggerKind;
  took?: number;
}

describe('the editor’s inline completions', () => {
  let profiler: Profiler;
  let suites: Suites;
  let provider: vscode.Disposable | undefined;
  let asked: Asked[] = [];
  /** A file of its own for each test: what an editor knows of one outlives it for a while. */
  let target = '';
  let count = 0;

  before(async () => {
    profiler = await Profiler.start(() => ({}));
    suites = new Suites(profiler);
  });

  beforeEach(() => {
    count += 1;
    target = workspacePath(`target${count}.js`);
    writeFileSync(target, code);
  });

  afterEach(async () => {
    provider?.dispose();
    asked = [];
    await suites.removeAll();
    rmSync(target);
    profiler.deleteRuns();
  });

  after(() => profiler.stop());

  /** Registers a provider that takes a known time. */
  function provide(afterMs: number, text: string): void {
    provider = vscode.languages.registerInlineCompletionItemProvider(
      { scheme: 'file', language: 'javascript' },
      {
        async provideInlineCompletionItems(document, position, { triggerKind }) {
          if (document.uri.fsPath !== target) return [];
          const start = performance.now();
          const one: Asked = {
            text: document.getText(),
            line: document.lineAt(position).text.slice(0, position.character),
            kind: triggerKind,
          };
          asked.push(one);
          await delay(afterMs);
          one.took = performance.now() - start;
          return [new vscode.InlineCompletionItem(text, new vscode.Range(position, position))];
        },
      },
    );
  }

  const atReturn = () => ({ name: 'return', file: basename(target), cursor: { line: 2, column: 10 } });

  const write = (suite: object) =>
    suites.write('inline', { endpoint, model: 'none', cases: [atReturn()], ...suite });

  function assertUntouched(): void {
    assert.equal(readFileSync(target, 'utf8'), code);
    const open = vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === target);
    assert.equal(open?.isDirty ?? false, false);
    assert.equal(open?.getText() ?? code, code);
  }

  for (const known of [40, 150, 400]) {
    it(`measures a provider that takes ${known} ms`, async () => {
      const before = await roundTrips();
      provide(known, 'a + b;');
      const suite = await write({
        repeats: COUNTED,
        warmUp: 1,
        cases: [{ ...atReturn(), expect: { text: 'a + b;' } }],
      });
      const result = await suites.runWith(PROFILE, [suite]);
      assert.deepEqual(result.states, { 'inline > return': 'passed' }, result.output);
      const [run] = profiler.api.store.runs;
      const summary = run && summariseCompletion(run);
      const figures = summary?.cases[0]?.figures;
      const median = figures?.total?.percentiles[0]?.value ?? Number.NaN;
      const triggered = asked.filter(({ kind }) => kind === vscode.InlineCompletionTriggerKind.Invoke);
      const took = triggered.map((one) => one.took ?? Number.NaN).sort((a, b) => a - b);
      const truth = took[Math.floor(took.length / 2)] ?? Number.NaN;
      const slack = Math.max(...[before, await roundTrips()].map((ms) => 2 * ms - QUIET_MS), 0);
      assert.ok(
        median >= truth - 1 && median <= truth + TOLERANCE_MS + slack,
        `${median} where the provider took ${truth}; ${slack} for a busy window`,
      );
      assert.equal(triggered.length, COUNTED + 1);
      assertUntouched();
    });
  }

  it('asks for the same place with another text each time, so that no cache can answer', async () => {
    provide(1, 'a + b;');
    await suites.runWith(PROFILE, [await write({ repeats: 4 })]);
    const triggered = asked.filter(({ kind }) => kind === vscode.InlineCompletionTriggerKind.Invoke);
    assert.equal(triggered.length, 4);
    for (const one of triggered) {
      const { text, line } = one;
      assert.equal(text.replace(/[ \t]+$/m, ''), code);
      assert.equal(line, '  return ');
      assert.equal(
        asked.find((other) => other.text === text && other.line === line),
        one,
        'asked before',
      );
    }
    assertUntouched();
  });

  it('takes the marker of a case out, and puts it back', async () => {
    const marked = code.replace('return ', 'return /*here*/');
    writeFileSync(target, marked);
    provide(1, 'a + b;');
    const at = {
      name: 'marked',
      file: basename(target),
      cursor: { marker: '/*here*/' },
      expect: { parses: true },
    };
    const result = await suites.runWith(PROFILE, [await write({ cases: [at] })]);
    assert.deepEqual(result.states, { 'inline > marked': 'passed' }, result.output);
    assert.equal(asked[0]?.line, '  return ');
    assert.equal(readFileSync(target, 'utf8'), marked);
  });

  it('waits for what comes by itself as a person types', async () => {
    provide(120, 'a + b;');
    const typing = { keystrokes: 1, interval: 50, debounce: 0 };
    const result = await suites.runWith(PROFILE, [await write({ typing, repeats: 5 })]);
    assert.deepEqual(result.states, { 'inline > return': 'passed' }, result.output);
    const [run] = profiler.api.store.runs;
    const times = run ? measureSamples(run).map(({ keystroke }) => keystroke ?? Number.NaN) : [];
    assert.equal(times.length, 5);
    assert.ok(
      times.every((time) => time >= 119),
      times.join(' '),
    );
    assert.ok(asked.some(({ kind }) => kind === vscode.InlineCompletionTriggerKind.Automatic));
    assertUntouched();
  });

  it('says that nothing was shown, what to do, and which cases can’t be asked', async () => {
    const inline = { name: 'inline', prefix: 'const a = ', suffix: '' };
    const result = await suites.runWith(PROFILE, [await write({ cases: [atReturn(), inline] })]);
    assert.equal(result.of('inline > return').state, 'errored');
    assert.match(result.messageOf('inline > return'), /no inline completion.*extension.*inlineSuggest/is);
    assert.match(result.output, /inline: Left out: .*need a case with a file/);
    assertUntouched();
  });

  it('leaves the file as it was when it is stopped', async () => {
    provide(60_000, 'a + b;');
    const suite = await write({ repeats: 3, timeout: 100_000 });
    const stop = new vscode.CancellationTokenSource();
    const running = suites.runWith(PROFILE, [suite], stop.token);
    await waitFor('the provider to be asked', () => asked.length > 0);
    const run = suites.runs.at(-1);
    assert.ok(run);
    await vscode.commands.executeCommand('testing.cancelRun');
    stop.cancel();
    await running;
    assert.equal(asked.length, 1);
    assertUntouched();
  });

  it('keeps what the person types meanwhile, and takes its own change out', async () => {
    provide(1500, 'a + b;');
    const running = suites.runWith(PROFILE, [await write({ repeats: 2 })]);
    await waitFor('the provider to be asked', () => asked.length > 0);
    const document = await vscode.workspace.openTextDocument(target);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.lineAt(4).range.end, ' // mine');
    await vscode.workspace.applyEdit(edit);
    const result = await running;
    assert.equal(result.of('inline > return').state, 'errored');
    assert.match(result.messageOf('inline > return'), /was edited or left while it was measured/);
    assert.equal(document.getText(), code.replace('add(1, 2);', 'add(1, 2); // mine'));
    assert.equal(readFileSync(target, 'utf8'), code);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('does not touch a file with unsaved changes', async () => {
    provide(1, 'a + b;');
    const document = await vscode.workspace.openTextDocument(target);
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(3, 0), '// unsaved'));
    const result = await suites.runWith(PROFILE, [await write({})]);
    assert.match(result.messageOf('inline > return'), /not saved.*save/is);
    assert.equal(asked.filter(({ kind }) => kind === vscode.InlineCompletionTriggerKind.Invoke).length, 0);
    assert.match(document.getText(), /unsaved/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});

/** How long a command takes that does nothing, ms: longer than nine of ten, since a busy machine is so by fits and starts. */
async function roundTrips(): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < 15; count += 1) {
    const start = performance.now();
    await vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[13] ?? 0;
}
