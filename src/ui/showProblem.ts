import * as vscode from 'vscode';
import { HumanError } from '../base/humanError';

/**
 * Tells the user that something did not work and what to do about it, without waiting for an answer.
 * @param consequence what the user has to live with, as a sentence
 */
export function showProblem(consequence: string, error: unknown): void {
  const cause = error instanceof Error ? error.message : String(error);
  const action = error instanceof HumanError ? ` ${error.action}` : '';
  void vscode.window.showWarningMessage(`${consequence} ${closed(cause)}${action}`);
}

function closed(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
