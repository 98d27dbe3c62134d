import * as vscode from 'vscode';
import type { Budgets } from '../analysis/budget';
import type { Run } from '../model/run';
import { readSetting } from './settings';

/** The limits that the user has set for the folder a run belongs to. */
export function readBudgets({ origin }: Run): Budgets {
  const scope = origin.folder === undefined ? undefined : vscode.Uri.file(origin.folder);
  return {
    ttftMs: readSetting('budget.ttft', scope) ?? undefined,
    totalMs: readSetting('budget.total', scope) ?? undefined,
  };
}
