import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable';
import type { Run } from '../model/run';
import { type Settings, settingDefaults, settingsSection } from './contributions';

/** The value in force of a setting, for a resource where it can differ by folder. */
export function readSetting<Name extends keyof Settings>(name: Name, scope?: vscode.Uri): Settings[Name] {
  return vscode.workspace.getConfiguration(settingsSection, scope).get(name, settingDefaults[name]);
}

/** The value in force of a setting for the folder that a run belongs to. */
export function readRunSetting<Name extends keyof Settings>({ origin }: Run, name: Name): Settings[Name] {
  return readSetting(name, origin.folder === undefined ? undefined : vscode.Uri.file(origin.folder));
}

/** Tells that any of our settings has changed. */
export function onDidChangeSettings(listener: () => void): Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(settingsSection)) listener();
  });
}
