import { strict as assert } from 'node:assert';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { waitFor } from '../support/waitFor';
import { Profiler, workspacePath } from './support/profiler';
import { Suites } from './support/suites';
import { typeIntoInput } from './support/typeIntoInput';

const endpoint = { baseUrl: 'http://127.0.0.1:1/v1', api: 'chat' };
const one = { name: 'one', prefix: 'const a = ' };
const two = { name: 'two', prefix: 'const b = ' };

describe('files of completion suites', () => {
  let profiler: Profiler;
  let suites: Suites;

  before(async () => {
    profiler = await Profiler.start(() => ({}));
    suites = new Suites(profiler);
  });

  afterEach(() => suites.removeAll());
  after(() => profiler.stop());

  const labels = (item: vscode.TestItem): string[] => [...item.children].map(([, { label }]) => label);
  const problems = (uri: vscode.Uri): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Latency Lens');

  it('become items: a suite, its cases, and their targets where there are several', async () => {
    const single = await suites.write('single', { endpoint, model: 'small', cases: [one, two] });
    const double = await suites.write('double', { endpoint, models: ['small', 'large'], cases: [one] });
    assert.deepEqual(labels(single), ['one', 'two']);
    assert.deepEqual(labels(double), ['one']);
    const [[, item] = []] = [...double.children];
    assert.deepEqual(item && labels(item), ['small', 'large']);
    const lines = readFileSync(workspacePath('single.completions.json'), 'utf8').split('\n');
    const places = [...single.children].map(([, { range }]) => lines.slice(range?.start.line)[1]?.trim());
    assert.deepEqual(places, ['"name": "one",', '"name": "two",']);
  });

  it('follow what is written to them, what is typed, and their end', async () => {
    const suite = await suites.write('changing', { endpoint, model: 'small', cases: [one] });
    await suites.write('changing', { endpoint, model: 'small', cases: [one, two] });
    await waitFor('the second case', () => labels(suite).length === 2);
    const document = await vscode.workspace.openTextDocument(suite.uri as vscode.Uri);
    const editor = await vscode.window.showTextDocument(document);
    const at = document.positionAt(document.getText().indexOf('"two"') + 1);
    await editor.edit((edit) => edit.insert(at, 'number '));
    await waitFor('the name that is typed', () => labels(suite)[1] === 'number two');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await waitFor('the name on disk', () => labels(suite)[1] === 'two');
    rmSync(document.uri.fsPath);
    await waitFor('the item to go', () => suites.items.get(document.uri.toString()) === undefined);
  });

  it('tell their errors as problems and at their item, and keep their cases meanwhile', async () => {
    const good = { endpoint, model: 'small', cases: [one] };
    const suite = await suites.write('broken', good);
    const uri = suite.uri as vscode.Uri;
    await suites.write('broken', { ...good, repeats: 'many' });
    await waitFor('the problem', () => problems(uri).length === 1);
    const [problem] = problems(uri);
    assert.equal(problem?.severity, vscode.DiagnosticSeverity.Error);
    const lines = readFileSync(uri.fsPath, 'utf8').split('\n');
    assert.match(lines[problem?.range.start.line ?? 0] ?? '', /"repeats": "many"/);
    assert.match(String(suite.error), new RegExp(`^Line ${(problem?.range.start.line ?? 0) + 1}: .*repeats`));
    assert.deepEqual(labels(suite), ['one']);
    await suites.write('broken', good);
    await waitFor('no problem', () => problems(uri).length === 0 && suite.error === undefined);
  });

  it('say what their schema can not say while they are typed, and the editor says the rest', async () => {
    const suite = await suites.write('typed', { endpoint, model: 'small', cases: [one, two] });
    const document = await vscode.workspace.openTextDocument(suite.uri as vscode.Uri);
    const editor = await vscode.window.showTextDocument(document);
    assert.equal(document.languageId, 'jsonc');
    const replace = (from: string, to: string) =>
      editor.edit((edit) => {
        const at = document.positionAt(document.getText().indexOf(from));
        edit.replace(new vscode.Range(at, at.translate(0, from.length)), to);
      });
    // A name that is there already.
    await replace('"two"', '"one"');
    await waitFor('our problem', () => problems(document.uri).length === 1);
    await replace('"repeats": 1', '"repeats": "many"');
    await waitFor('a problem of the schema', () =>
      vscode.languages.getDiagnostics(document.uri).some(({ source }) => source !== 'Latency Lens'),
    );
    assert.equal(problems(document.uri).length, 1);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('say at the number of requests that it is too small for the budget to be met', async () => {
    const few = { endpoint, model: 'small', cases: [one], budget: { total: 500 }, repeats: 10 };
    const suite = await suites.write('few', few);
    const uri = suite.uri as vscode.Uri;
    const [problem] = await waitFor('the problem', () => {
      const found = problems(uri);
      return found.length > 0 ? found : undefined;
    });
    assert.equal(problem?.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(
      problem.message,
      /^10 requests can never show that the p95 is kept: that takes at least 59,/,
    );
    const lines = readFileSync(uri.fsPath, 'utf8').split('\n');
    assert.match(lines[problem.range.start.line] ?? '', /"repeats": 10/);
    assert.equal(suite.error, undefined);
    await suites.write('few', { ...few, repeats: 59 });
    await waitFor('no problem', () => problems(uri).length === 0);
  });

  it('begin with a template that has no problem', async () => {
    const asked = vscode.commands.executeCommand('latencyLens.newCompletionSuite');
    await typeIntoInput('mine', '');
    await asked;
    const path = workspacePath('mine.completions.json');
    try {
      assert.ok(existsSync(path));
      const uri = vscode.Uri.file(path);
      assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
      const item = await waitFor('its item', () => suites.items.get(uri.toString()));
      assert.equal(item.label, 'mine');
      assert.ok(item.children.size > 0);
      assert.deepEqual(problems(uri), []);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      rmSync(path, { force: true });
    }
  });
});
