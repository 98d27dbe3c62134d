import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { SuiteProblem } from '../../completion/suite/suite';
import type { SuiteFiles } from './suiteFiles';

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
} as const;

/** Shows what is wrong in suites where it stands in their files, and among the problems of the workspace. */
export function registerSuiteDiagnostics(files: SuiteFiles): Disposable {
  const collection = vscode.languages.createDiagnosticCollection('latencyLens.completions');
  const subscription = files.onDidChange(({ uri, file }) =>
    collection.set(uri, file?.read.problems.map(toDiagnostic)),
  );
  return vscode.Disposable.from(subscription, collection);
}

function toDiagnostic({ line, column, endLine, endColumn, severity, message }: SuiteProblem) {
  const range = new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
  const diagnostic = new vscode.Diagnostic(range, message, severities[severity]);
  diagnostic.source = 'Latency Lens';
  return diagnostic;
}
