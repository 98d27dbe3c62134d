import * as vscode from 'vscode';

/**
 * Shows a document at a position in another group than `avoid`: one that shows it already, else one with another
 * file, else a new one.
 */
export async function openBeside(
  document: vscode.TextDocument,
  position: vscode.Position,
  avoid: vscode.ViewColumn | undefined,
): Promise<void> {
  const others = vscode.window.visibleTextEditors.filter(
    ({ viewColumn }) => viewColumn !== undefined && viewColumn !== avoid,
  );
  const best = others.find((editor) => editor.document === document) ?? others[0];
  await vscode.window.showTextDocument(document, {
    viewColumn: best?.viewColumn ?? vscode.ViewColumn.Beside,
    selection: new vscode.Range(position, position),
  });
}
