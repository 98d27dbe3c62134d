import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { registerCommand } from '../registerCommand';
import { type CompletionKeys, secretNamesOf } from './completionKeys';
import type { SuiteFiles } from './suiteFiles';

const another: vscode.QuickPickItem = { label: '$(add) Another name…', alwaysShow: true };

/** The commands that give the editor a key, and take it away. */
export function registerKeyCommands(keys: CompletionKeys, files: SuiteFiles): Disposable {
  return vscode.Disposable.from(
    registerCommand('setCompletionKey', (name?: string) => setKey(keys, files, name)),
    registerCommand('deleteCompletionKey', (name?: string) => deleteKey(keys, name)),
  );
}

async function setKey(keys: CompletionKeys, files: SuiteFiles, given?: string): Promise<void> {
  const name = given ?? (await chooseName(keys, files));
  if (name && (await keys.ask(name, `Suites name it as {"secret": "${name}"}.`))) {
    void vscode.window.showInformationMessage(`The completion key “${name}” is set.`);
  }
}

/** Those that suites ask for, those that are there, or one that the person types. */
async function chooseName(keys: CompletionKeys, files: SuiteFiles): Promise<string | undefined> {
  await files.findAll();
  const wanted = files.all.flatMap(({ read }) => (read.suite ? secretNamesOf(read.suite) : []));
  const names = [...new Set([...wanted, ...keys.names])].sort();
  if (names.length === 0) return typeName();
  const known = names.map((label) => ({
    label,
    description: keys.names.includes(label) ? 'set' : 'a suite needs it',
  }));
  const title = 'Which completion key?';
  const chosen = await vscode.window.showQuickPick([...known, another], { title });
  return chosen === another ? typeName() : chosen?.label;
}

async function typeName(): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: 'Name of the completion key',
    prompt: 'Suites name it as {"secret": "…"}. The key itself is asked for next.',
    placeHolder: 'openai',
    validateInput: (value) => (value.trim() ? undefined : 'A key needs a name.'),
  });
  return name?.trim();
}

async function deleteKey(keys: CompletionKeys, given?: string): Promise<void> {
  const { names } = keys;
  if (names.length === 0) {
    void vscode.window.showInformationMessage('The editor holds no completion keys.');
    return;
  }
  const title = 'Which completion key is to be deleted?';
  const name = given ?? (await vscode.window.showQuickPick(names, { title }));
  if (!name) return;
  await keys.delete(name);
  void vscode.window.showInformationMessage(`The completion key “${name}” is deleted.`);
}
