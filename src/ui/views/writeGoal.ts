import * as vscode from 'vscode';
import type { Goal } from '../../analysis/whatIf/change';
import { settingsSection } from '../contributions';

/** Changes what the user wants to get better, where it is set now: in the workspace, or for the user. */
export async function writeGoal(goal: Goal): Promise<void> {
  const settings = vscode.workspace.getConfiguration(settingsSection);
  const isOfWorkspace = settings.inspect('goal')?.workspaceValue !== undefined;
  const target = isOfWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await settings.update('goal', goal, target);
}
