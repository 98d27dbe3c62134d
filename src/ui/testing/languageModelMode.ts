import * as vscode from 'vscode';
import { HumanError } from '../../base/humanError';
import { LanguageModelClient } from './languageModelClient';
import type { EditorMode } from './runMode';

const LAST = 'latencyLens.languageModel';

interface Choice extends vscode.QuickPickItem {
  readonly model: vscode.LanguageModelChat;
}

/** A model of the Language Model API that the person chooses; undefined when none is chosen. */
export async function languageModelMode(memory: vscode.Memento): Promise<EditorMode | undefined> {
  const model = await chooseModel(memory);
  if (!model) return undefined;
  return {
    kind: 'editor',
    createClient: async () => new LanguageModelClient(model),
    canAsk: () => true,
    leavesOut: 'Choose a case of the suite.',
  };
}

/** The one that was chosen last comes first. */
async function chooseModel(memory: vscode.Memento): Promise<vscode.LanguageModelChat | undefined> {
  const models = await vscode.lm.selectChatModels();
  if (models.length === 0) {
    const none = new HumanError(
      'The editor offers no language model.',
      'Install an extension that provides one, and sign in to it.',
    );
    void vscode.window.showErrorMessage(`${none.message} ${none.action}`);
    return undefined;
  }
  const last = memory.get<string>(LAST);
  const choices = models
    .map((model) => describe(model, nameOf(model) === last))
    .sort((a, b) => Number(nameOf(b.model) === last) - Number(nameOf(a.model) === last));
  const chosen = await vscode.window.showQuickPick<Choice>(choices, {
    title: 'Measure which language model?',
    matchOnDescription: true,
  });
  if (chosen) await memory.update(LAST, nameOf(chosen.model));
  return chosen?.model;
}

function nameOf({ vendor, id }: vscode.LanguageModelChat): string {
  return `${vendor}/${id}`;
}

function describe(model: vscode.LanguageModelChat, isLast: boolean): Choice {
  const { name, vendor, family, version } = model;
  const about = [vendor, family, version].filter(Boolean).join(' · ');
  return { label: name, description: isLast ? `${about} · as last time` : about, model };
}
