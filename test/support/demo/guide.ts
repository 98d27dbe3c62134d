// A small extension that shows a newcomer around: opens the sample agent, starts it under the debugger as F5 does, and
// opens the timeline of the run when it has ended. It stands beside Latency Lens in the window of `npm start`.
import * as vscode from 'vscode';
import { sampleAgent } from './sampleAgent';

const linesAbove = 4;

export async function activate(): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) return;
  await showCallingLine(vscode.Uri.joinPath(folder.uri, sampleAgent.file));
  const ended = sessionEnded(sampleAgent.configuration);
  if (await vscode.debug.startDebugging(folder, sampleAgent.configuration)) await ended;
  await vscode.commands.executeCommand('latencyLens.openTimeline');
}

/** Shows the line that calls the model, near the top: the panel that comes up below hides nothing of it. */
async function showCallingLine(file: vscode.Uri): Promise<void> {
  const editor = await vscode.window.showTextDocument(file);
  const position = editor.document.positionAt(editor.document.getText().indexOf(sampleAgent.callingLine));
  editor.selection = new vscode.Selection(position, position);
  const top = position.translate(-Math.min(linesAbove, position.line));
  editor.revealRange(new vscode.Range(top, top), vscode.TextEditorRevealType.AtTop);
}

/** Resolves when the debug session of a launch configuration has ended. */
function sessionEnded(configuration: string): Promise<void> {
  return new Promise((resolve) => {
    const listening = vscode.debug.onDidTerminateDebugSession(({ name, parentSession }) => {
      if (parentSession || name !== configuration) return;
      listening.dispose();
      resolve();
    });
  });
}
