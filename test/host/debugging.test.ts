import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

describe('debugging', () => {
  for (const console of ['internalConsole', 'integratedTerminal']) {
    it(`runs a program to its end with the JavaScript debugger in the ${console}`, async () => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      const ended = new Promise<string>((resolve) => {
        const listening = vscode.debug.onDidTerminateDebugSession((session) => {
          if (session.parentSession) return;
          listening.dispose();
          resolve(session.name);
        });
      });
      const name = `greet in ${console}`;
      const program = vscode.Uri.joinPath(folder?.uri ?? assert.fail('no workspace'), 'greet.js').fsPath;
      assert.ok(
        await vscode.debug.startDebugging(folder, {
          type: 'node',
          request: 'launch',
          name,
          program,
          console,
        }),
      );
      assert.equal(await ended, name);
    });
  }
});
