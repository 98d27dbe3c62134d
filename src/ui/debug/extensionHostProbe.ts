import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { loadProbeExpression } from '../../launch/loadProbe';
import { spoolFolderOf } from './debugRuns';
import { extensionHostProgramType, extensionHostType } from './profiledTypes';

/**
 * Has the debugger load the probe into each extension host that a profiled session attaches to: an editor takes Node's
 * options away from those. It does so when the debugger is ready to be told of breakpoints, which is before it
 * lets the host run its first line.
 * @param installProbe puts the probe at its place and returns its path
 */
export function registerExtensionHostProbe(installProbe: () => Promise<string>): Disposable {
  return vscode.debug.registerDebugAdapterTrackerFactory(extensionHostProgramType, {
    async createDebugAdapterTracker(session) {
      if (session.parentSession?.type !== extensionHostType || !spoolFolderOf(session)) return undefined;
      const expression = loadProbeExpression(await installProbe());
      return {
        onDidSendMessage: (message) => {
          if (message.type === 'event' && message.event === 'initialized') evaluate(session, expression);
        },
      };
    },
  });
}

/** Where it fails, this extension loads the probe as soon as it starts in the new window. */
function evaluate(session: vscode.DebugSession, expression: string): void {
  session.customRequest('evaluate', { expression, context: 'repl' }).then(undefined, () => {});
}
