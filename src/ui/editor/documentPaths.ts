import { realpathSync } from 'node:fs';
import * as vscode from 'vscode';
import { memoiseByIdentity } from '../../base/memoise';

/** A document's own path, and the one that programs see when a link led to it. */
export const pathsOf: (document: vscode.TextDocument) => ReadonlySet<string> = memoiseByIdentity(
  ({ uri }) => {
    try {
      return new Set([uri.fsPath, normalisePath(realpathSync.native(uri.fsPath))]);
    } catch {
      return new Set([uri.fsPath]);
    }
  },
);

/** As the editor writes paths: Windows drives in lower case. */
export function normalisePath(path: string): string {
  return vscode.Uri.file(path).fsPath;
}
