import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { SuiteProblem } from '../../completion/suite/suite';
import type { SuiteFile, SuiteFiles } from './suiteFiles';

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
} as const;

/**
 * Shows what is wrong in suites where it stands in their files, and among the problems of the workspace. While a file is
 * open the editor itself shows what its schema tells, and nothing is underlined twice.
 */
export function registerSuiteDiagnostics(files: SuiteFiles): Disposable {
  const collection = vscode.languages.createDiagnosticCollection('latencyLens.completions');
  const subscription = files.onDidChange(({ uri, file }) =>
    collection.set(uri, file && problemsOf(file).map(toDiagnostic)),
  );
  return vscode.Disposable.from(subscription, collection);
}

function problemsOf({ uri, read }: SuiteFile): readonly SuiteProblem[] {
  const key = uri.toString();
  const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === key);
  return isOpen ? read.problems.filter(({ kind }) => kind === 'meaning') : read.problems;
}

function toDiagnostic({ line, column, endLine, endColumn, severity, message }: SuiteProblem) {
  const range = new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
  const diagnostic = new vscode.Diagnostic(range, message, severities[severity]);
  diagnostic.source = 'Latency Lens';
  return diagnostic;
}
