import * as vscode from 'vscode';

/** Remembers what a person has open and looks at, to leave it like that. */
export class OpenEditors {
  private readonly tabs = new Set(openTabs().map(({ uri }) => uri));
  private readonly active = vscode.window.activeTextEditor;
  private readonly selections = this.active?.selections;

  /** Closes the editors that came since, as long as nothing in them is unsaved, and goes back to the one that was there. */
  async restore(): Promise<void> {
    const opened = openTabs().filter(({ uri, tab }) => !this.tabs.has(uri) && !tab.isDirty);
    await vscode.window.tabGroups.close(
      opened.map(({ tab }) => tab),
      true,
    );
    if (!this.active || this.active.document.isClosed) return;
    const { document, viewColumn } = this.active;
    const editor = await vscode.window.showTextDocument(document, { viewColumn, preview: false });
    if (this.selections) editor.selections = this.selections;
  }
}

function openTabs() {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap((tab) =>
      tab.input instanceof vscode.TabInputText ? [{ tab, uri: tab.input.uri.toString() }] : [],
    ),
  );
}
