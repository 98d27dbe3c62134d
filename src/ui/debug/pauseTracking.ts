import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { DebugRuns } from './debugRuns';
import { readPauseSignal } from './pauseSignal';

/** Debug types whose sessions own threads of a program that carries the probe. */
const trackedTypes = ['pwa-node', 'node-terminal'] as const;

/** Listens to the debugger for when it holds the program; parents and children alike, as the threads are the children's. */
export function registerPauseTracking(runs: DebugRuns): Disposable {
  const factory: vscode.DebugAdapterTrackerFactory = {
    createDebugAdapterTracker: (session) => ({
      onDidSendMessage(message) {
        const signal = readPauseSignal(message);
        if (signal) runs.notePause(session, signal);
      },
      onWillStopSession: () => runs.notePause(session, { kind: 'gone' }),
      onExit: () => runs.notePause(session, { kind: 'gone' }),
    }),
  };
  return vscode.Disposable.from(
    ...trackedTypes.map((type) => vscode.debug.registerDebugAdapterTrackerFactory(type, factory)),
  );
}
