import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { HumanError } from '../../base/humanError';
import { newSuiteText } from '../../completion/suite/newSuiteText';
import { registerCommand } from '../registerCommand';
import { suiteExtension, suiteFileTitle } from './suiteFiles';

/** The command that begins a suite: it asks for a name, writes the template and opens it. */
export function registerNewSuite(): Disposable {
  return registerCommand('newCompletionSuite', createSuite);
}

async function createSuite(): Promise<void> {
  const folder = await chooseFolder();
  if (!folder) return;
  const name = await vscode.window.showInputBox({
    title: 'New Completion Suite',
    prompt: `Its file in ${vscode.workspace.asRelativePath(folder.uri)}; folders are made as needed.`,
    value: freeName(folder.uri.fsPath),
    valueSelection: [0, 'suite'.length],
    validateInput: (value) => complaintAbout(folder.uri.fsPath, value),
  });
  if (!name) return;
  const path = pathOf(folder.uri.fsPath, name);
  await mkdir(dirname(path), { recursive: true });
  // Never over a file that has appeared meanwhile.
  await writeFile(path, newSuiteText(suiteFileTitle(vscode.Uri.file(path))), { flag: 'wx' });
  await vscode.window.showTextDocument(vscode.Uri.file(path));
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) return vscode.window.showWorkspaceFolderPick();
  if (folders[0]) return folders[0];
  throw new HumanError('A completion suite is a file of a folder.', 'Open the folder of your project first.');
}

function freeName(folder: string): string {
  for (let count = 1; ; count += 1) {
    const name = `suite${count === 1 ? '' : count}${suiteExtension}`;
    if (!existsSync(resolve(folder, name))) return name;
  }
}

/** What the person types may leave out the ending that makes a file a suite. */
function pathOf(folder: string, typed: string): string {
  const name = typed.trim();
  return resolve(folder, name.endsWith(suiteExtension) ? name : `${name}${suiteExtension}`);
}

function complaintAbout(folder: string, typed: string): string | undefined {
  if (!typed.trim() || typed.trim() === suiteExtension) return 'A suite needs a name.';
  if (isAbsolute(typed.trim())) return 'Give a path inside the folder.';
  return existsSync(pathOf(folder, typed)) ? 'There is such a file already.' : undefined;
}
