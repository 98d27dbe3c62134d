import { strict as assert } from 'node:assert';
import { readFileSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { ui } from '../support/bridge/ui';
import { Gate } from '../support/gate';
import { waitFor } from '../support/waitFor';
import { Profiler, workspacePath } from './support/profiler';
import { readHover, readLenses, type ShownLens } from './support/readEditor';
import { Suites } from './support/suites';

const OPEN_RESULTS = 'latencyLens.openCompletionResults';
const rows = '.pane-body .tree-explorer-viewlet-tree-view .monaco-list-row';

describe('results of a completion suite', () => {
  let profiler: Profiler;
  let suites: Suites;
  let suite: vscode.TestItem;
  /** Answers wait for it, where there is one. */
  let gate: Gate | undefined;
  let suiteFile: vscode.TextDocument;
  let target: vscode.TextDocument;

  before(async () => {
    profiler = await Profiler.start(() => ({
      firstTokenAfterMs: 30,
      tokenEveryMs: 2,
      output: [{ text: 'a + b;' }],
      before: () => gate?.opened,
    }));
    suites = new Suites(profiler);
    const { length } = readFileSync(workspacePath('greet.js'), 'utf8').split('\n')[0] ?? '';
    suite = await suites.write('shown', {
      endpoint: { baseUrl: profiler.simulator.openaiUrl, api: 'chat' },
      models: ['small', 'large'],
      budget: { total: 5000 },
      repeats: 3,
      cases: [
        { name: 'in the file', file: 'greet.js', cursor: { line: 1, column: length + 1 } },
        { name: 'of its own', prefix: 'const sum = ', suffix: '\n', language: 'javascript' },
      ],
    });
    await suites.run([suite]);
    await waitFor('the end of the run', () => profiler.api.store.runs[0]?.status === 'ended' || undefined);
    suiteFile = await vscode.workspace.openTextDocument(workspacePath('shown.completions.json'));
    target = await vscode.workspace.openTextDocument(workspacePath('greet.js'));
  });

  after(async () => {
    await suites.removeAll();
    await profiler.stop();
    await vscode.commands.executeCommand('workbench.view.explorer');
  });

  const results = (document: vscode.TextDocument): Promise<ShownLens[]> => readLenses(document, OPEN_RESULTS);
  const lineOf = (text: string) =>
    suiteFile
      .getText()
      .split('\n')
      .findIndex((line) => line.includes(text));
  /** The case begins with the brace in the line above its name, or in that of its name. */
  const isAt = (line: number, text: string) => line === lineOf(text) || line === lineOf(text) - 1;

  it('stand above each case, a lens for each model, and no ordinary lens beside them', async () => {
    const lenses = await results(suiteFile);
    assert.equal(lenses.length, 4, JSON.stringify(lenses));
    const first = lenses.filter(({ line }) => isAt(line, '"in the file"'));
    assert.deepEqual(
      first.map(({ title }) => title.replace(/[\d.]+ ms/, '# ms')),
      ['small', 'large'].map((model) => `$(question) ${model}: TTFT # ms · 3 of 3 · not enough samples`),
    );
    const timelines = await readLenses(suiteFile);
    assert.deepEqual(
      timelines.map(({ title }) => title),
      ['$(graph) timeline', '$(graph) timeline'],
    );
  });

  it('stand where a case completes too, with its name', async () => {
    const lenses = await results(target);
    assert.deepEqual(
      lenses.map(({ line, title }) => [
        line,
        /^\$\(question\) in the file, (small|large): TTFT /.test(title),
      ]),
      [
        [0, true],
        [0, true],
      ],
    );
    assert.deepEqual(await readLenses(target), []);
  });

  it('tell on hovering where the time went, and what nobody can see', async () => {
    const [lens] = await results(suiteFile);
    assert.ok(lens);
    const hover = await readHover(suiteFile, lens.line);
    assert.match(hover, /3 of 3 requests kept total ≤ 5\.00 s/);
    assert.match(hover, /first token/);
    assert.match(hover, /mean \(n = 3\)/);
    assert.match(hover, /time that an editor needs to draw the text is not in it/);
  });

  it('open in a panel at the case that was clicked', async () => {
    const [lens] = await results(suiteFile);
    await vscode.commands.executeCommand(OPEN_RESULTS, ...((lens?.target ?? []) as unknown[]));
    await waitFor('the panel', () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label === 'Results: shown'),
    );
    const asked = await waitFor('the case in the panel', async () => {
      const texts = await ui({ action: 'webviewTexts', selector: 'tbody.asked .case-name' });
      return texts.length > 0 ? texts : undefined;
    });
    assert.deepEqual(asked, ['in the file']);
    assert.deepEqual(await ui({ action: 'webviewTexts', selector: '.card h3' }), ['small', 'large']);
  });

  it('follow the suite in the panel when it runs again', async () => {
    const before = profiler.api.store.runs[0]?.id;
    gate = new Gate();
    await suites.start([suite]);
    await waitFor('the progress', async () => {
      const [badge] = await ui({ action: 'webviewTexts', selector: '.badge' });
      return /^0 of 12$/.test(badge ?? '') || undefined;
    });
    gate.open();
    await waitFor('the outcome', async () => {
      const [outcome] = await ui({ action: 'webviewTexts', selector: '.outcome' });
      return outcome === 'Not enough samples' || undefined;
    });
    const runs = await ui({ action: 'webviewTexts', selector: 'select option' });
    assert.equal(runs.length, 2);
    if (before) profiler.api.store.remove(before);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('stand in the runs tree as cases with verdicts, without call sites, loops and findings', async () => {
    await vscode.commands.executeCommand('latencyLens.runs.focus');
    const texts = await waitFor('the rows', async () => {
      const shown = await ui({ action: 'texts', selector: rows });
      return shown.length >= 3 ? shown : undefined;
    });
    assert.match(texts[0] ?? '', /^shown.*4 not enough samples · 12 requests/);
    assert.match(texts[1] ?? '', /^in the file.*2 not enough samples/);
    assert.match(texts[2] ?? '', /^of its own.*2 not enough samples/);
    assert.equal(texts.length, 3, texts.join(' | '));
  });

  it('say that the line in which a case begins has changed since', async () => {
    // Documents that no editor shows are closed after a while.
    const editor = await vscode.window.showTextDocument(suiteFile.uri);
    suiteFile = editor.document;
    const [lens] = await results(suiteFile);
    assert.ok(lens);
    const end = suiteFile.lineAt(lens.line).range.end;
    const more = ' "x": 1,';
    assert.ok(await editor.edit((change) => change.insert(end, more)));
    const [changed, other] = await results(suiteFile);
    assert.match(changed?.title ?? '', /^\$\(history\) .*\(case changed since\)$/);
    assert.ok(other);
    assert.ok(
      await editor.edit((change) => change.delete(new vscode.Range(end, end.translate(0, more.length)))),
    );
    assert.doesNotMatch((await results(suiteFile))[0]?.title ?? '', /changed/);
    await suiteFile.save();
  });

  /** What each lens says to have changed. */
  const changes = async (document: vscode.TextDocument) =>
    (await results(document)).map(({ title }) => /\((\w+) changed since\)$/.exec(title)?.[1]);

  it('say that any other line of a case has changed since, but not its comments', async () => {
    const editor = await vscode.window.showTextDocument(suiteFile.uri);
    const { document } = editor;
    const write = (text: string) =>
      editor.edit((edit) =>
        edit.replace(
          new vscode.Range(document.positionAt(0), document.lineAt(document.lineCount - 1).range.end),
          text,
        ),
      );
    const before = document.getText();
    await write(before.replace('"prefix": "const sum = "', '// Sums.\n"prefix": "const sum = "'));
    assert.deepEqual(await changes(document), [undefined, undefined, undefined, undefined]);
    await write(before.replace('"prefix": "const sum = "', '"prefix": "const total = "'));
    assert.deepEqual(await changes(document), [undefined, undefined, 'case', 'case']);
    await write(before);
    assert.deepEqual(await changes(document), [undefined, undefined, undefined, undefined]);
    await document.save();
  });

  it('say that the file in which a case completes has changed since, on disk or as it is typed', async () => {
    const path = workspacePath('greet.js');
    const before = readFileSync(path, 'utf8');
    await results(suiteFile);
    writeFileSync(path, `${before}// More.\n`);
    try {
      await waitFor('the change on disk', async () => (await changes(suiteFile))[0] === 'file');
      assert.deepEqual(await changes(suiteFile), ['file', 'file', undefined, undefined]);
    } finally {
      writeFileSync(path, before);
    }
    await waitFor('what was there before', async () => (await changes(suiteFile))[0] === undefined);
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(path));
    const { document } = editor;
    await editor.edit((edit) => edit.insert(document.lineAt(document.lineCount - 1).range.end, '// typed'));
    assert.deepEqual(await changes(suiteFile), ['file', 'file', undefined, undefined]);
    assert.deepEqual(await changes(document), ['file', 'file']);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await waitFor('what was there before', async () => (await changes(suiteFile))[0] === undefined);
  });
});
