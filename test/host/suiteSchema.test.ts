import { strict as assert } from 'node:assert';
import { rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { waitFor } from '../support/waitFor';
import { workspacePath } from './support/profiler';

/** A setting misspelt, an API that there is none of, and a place where a setting is about to be written. */
const lines = [
  '{ // of a test',
  '  "endpoint": { "baseUrl": "http://127.0.0.1:1/v1", "api": "chatt" },',
  '  "modle": "m",',
  '  "cases": [{ "name": "one", "prefix": "a", }],',
  '  "bu"',
  '}',
];

describe('files of completion suites', () => {
  const file = workspacePath('misspelt.completions.json');
  let document: vscode.TextDocument;

  before(async () => {
    writeFileSync(file, lines.join('\n'));
    document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(file);
  });

  it('are JSON with comments', () => {
    assert.equal(document.languageId, 'jsonc');
  });

  it('are checked by the editor with the schema, comments and commas at the end let pass', async () => {
    const misspelt = await waitFor('the editor to check the file', () => {
      const found = vscode.languages.getDiagnostics(document.uri);
      return found.some(({ message }) => message.includes('modle')) ? found : undefined;
    });
    const at = new Set(misspelt.map(({ range }) => document.getText(range)));
    assert.ok(at.has('"modle"') && at.has('"chatt"'), [...at].join());
    assert.ok(!misspelt.some(({ range, message }) => range.start.line === 0 && /comment/i.test(message)));
    assert.ok(!misspelt.some(({ message }) => /trailing comma/i.test(message)));
  });

  it('are completed with settings and their explanations', async () => {
    const position = new vscode.Position(4, '  "bu'.length);
    const offered = await waitFor('the editor to offer settings', async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        position,
      );
      return list.items.find(({ label }) => label === 'budget');
    });
    const { documentation } = offered;
    const text = typeof documentation === 'object' ? documentation.value : documentation;
    assert.match(text ?? '', /How fast a completion has to be/);
  });
});
