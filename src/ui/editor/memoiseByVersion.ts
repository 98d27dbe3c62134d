import type * as vscode from 'vscode';

/** Computes something of a document once for each state of its text. */
export function memoiseByVersion<T>(
  compute: (document: vscode.TextDocument) => T,
): (document: vscode.TextDocument) => T {
  const known = new WeakMap<vscode.TextDocument, { readonly version: number; readonly value: T }>();
  return (document) => {
    const before = known.get(document);
    if (before?.version === document.version) return before.value;
    const value = compute(document);
    known.set(document, { version: document.version, value });
    return value;
  };
}
