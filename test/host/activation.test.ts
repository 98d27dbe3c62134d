import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { ui } from '../support/bridge/ui';
import { waitFor } from '../support/waitFor';

const extension = vscode.extensions.getExtension('latency-lens.latency-lens');

describe('activation', () => {
  it('brings the extension up', async () => {
    assert.ok(extension, 'the extension is not installed');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command that package.json contributes', async () => {
    await extension?.activate();
    const contributed: { command: string }[] = extension?.packageJSON.contributes.commands ?? [];
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributed.map(({ command }) => command).filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
    assert.notEqual(contributed.length, 0);
  });

  it('runs in a window that is really on a screen', async () => {
    await waitFor('the explorer to show the workspace', async () => {
      const [first] = await ui({ action: 'texts', selector: '.explorer-folders-view .monaco-list-row' });
      return first?.includes('.vscode') || undefined;
    });
  });
});
