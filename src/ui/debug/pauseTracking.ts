import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { DebugRuns } from './debugRuns';
import { PauseReader } from './pauseReader';
import { extensionHostProgramType, profiledTypes } from './profiledTypes';

/** Listens to the debugger for when it holds the program; parents and children alike, as the threads are the children's. */
export function registerPauseTracking(runs: DebugRuns): Disposable {
  const factory: vscode.DebugAdapterTrackerFactory = {
    createDebugAdapterTracker(session) {
      const reader = new PauseReader();
      const noteGone = () => runs.notePause(session, { kind: 'gone', at: Date.now() });
      return {
        onWillReceiveMessage: (message) => reader.receive(message, Date.now()),
        onDidSendMessage(message) {
          const signal = reader.send(message, Date.now());
          if (signal) runs.notePause(session, signal);
        },
        onWillStopSession: noteGone,
        onExit: noteGone,
      };
    },
  };
  return vscode.Disposable.from(
    ...[...profiledTypes, extensionHostProgramType].map((type) =>
      vscode.debug.registerDebugAdapterTrackerFactory(type, factory),
    ),
  );
}
