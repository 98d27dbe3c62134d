import * as vscode from 'vscode';
import type { CompletionResults } from '../../protocol/completionMessages';
import { showProblem } from '../showProblem';
import { writeResultsCsv } from './resultsCsv';

/** Asks where to, and saves the figures there as comma-separated values. */
export function saveResultsCsv(results: CompletionResults): Promise<void> {
  return save(
    `${results.title}.csv`,
    { 'Comma-separated values': ['csv'] },
    Buffer.from(writeResultsCsv(results)),
  );
}

/** @param data a PNG as a data URL */
export function saveResultsPicture(title: string, data: string): Promise<void> {
  return save(`${title}.png`, { Picture: ['png'] }, Buffer.from(data.slice(data.indexOf(',') + 1), 'base64'));
}

async function save(name: string, filters: Record<string, string[]>, bytes: Uint8Array): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const plain = name.replace(/[^\p{L}\p{N} ._-]+/gu, ' ').trim();
  const defaultUri = folder ? vscode.Uri.joinPath(folder, plain) : undefined;
  try {
    const uri = await vscode.window.showSaveDialog({ filters, defaultUri });
    if (uri) await vscode.workspace.fs.writeFile(uri, bytes);
  } catch (error) {
    showProblem('The results could not be saved.', error);
  }
}
