import * as vscode from 'vscode';
import { HumanError } from '../../base/humanError';
import { movePatch, placePatches, type TextChange, type TextPatch } from './textPatch';

/** More steps than a measurement makes. */
const MOST_STEPS = 8;
const CLEAN_WITHIN_MS = 1000;

/**
 * A document that is changed for a moment, and is then what it was: its text, and that nothing in it is unsaved. Steps
 * are undone, since only the editor's own undo makes a document clean again. Where the person has typed meanwhile, our
 * changes are taken out and the person's stay.
 */
export class HeldDocument implements vscode.Disposable {
  private readonly before: string;
  private readonly following: vscode.Disposable;
  private patches: readonly TextPatch[] = [];
  private isOwn = false;
  private touched = false;

  constructor(readonly document: vscode.TextDocument) {
    this.before = document.getText();
    this.following = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && !this.isOwn) this.giveWay(event.contentChanges);
    });
  }

  /** Somebody else has changed the document. */
  get isTouched(): boolean {
    return this.touched;
  }

  /** @param patches in ascending order of their places in the text as it was */
  async apply(patches: readonly TextPatch[]): Promise<void> {
    const { document } = this;
    const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
    if (!editor) throw new HumanError('The editor of the file was closed.', 'Run it again.');
    const isDone = await this.asOwn(() =>
      editor.edit((edit) => {
        for (const { offset, removed, inserted } of patches) {
          edit.replace(rangeOf(document, offset, removed.length), inserted);
        }
      }),
    );
    if (!isDone) throw new HumanError('The editor did not take a change.', 'Is the file read-only?');
    this.patches = placePatches(patches);
  }

  /** Does something that changes the document in our name. */
  async asOwn<Result>(act: () => Thenable<Result>): Promise<Result> {
    this.isOwn = true;
    try {
      return await act();
    } finally {
      this.isOwn = false;
    }
  }

  /** @throws HumanError when the document can't be brought back */
  async restore(): Promise<void> {
    const { document } = this;
    if (document.getText() === this.before && !document.isDirty) return;
    await vscode.window.showTextDocument(document, { preview: false });
    await this.asOwn(() => (this.touched ? this.takeBack() : this.undo()));
  }

  dispose(): void {
    this.following.dispose();
  }

  private giveWay(changes: readonly TextChange[]): void {
    if (changes.length === 0) return;
    this.touched = true;
    for (const change of changes) {
      this.patches = this.patches.flatMap((patch) => movePatch(patch, change) ?? []);
    }
  }

  /** The person's changes stay, and stay unsaved. */
  private async takeBack(): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    for (const { offset, removed, inserted } of this.patches) {
      edit.replace(this.document.uri, rangeOf(this.document, offset, inserted.length), removed);
    }
    await vscode.workspace.applyEdit(edit);
  }

  private async undo(): Promise<void> {
    const { document, before } = this;
    for (let step = 0; step < MOST_STEPS && document.getText() !== before; step += 1) {
      await vscode.commands.executeCommand('undo');
    }
    // That nothing is unsaved any more is told a little later.
    const deadline = performance.now() + CLEAN_WITHIN_MS;
    while (document.isDirty && performance.now() < deadline) await new Promise((go) => setTimeout(go, 5));
    // It was clean, so the disk has what it was.
    if (document.getText() !== before || document.isDirty) {
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
    if (document.getText() !== before) throw cannotRestore(document);
  }
}

function rangeOf(document: vscode.TextDocument, offset: number, length: number): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}

function cannotRestore({ uri }: vscode.TextDocument): HumanError {
  return new HumanError(
    `${vscode.workspace.asRelativePath(uri)} could not be brought back to what it was before it was measured.`,
    'Its file on disk is unchanged: run “File: Revert File” in its editor.',
  );
}
