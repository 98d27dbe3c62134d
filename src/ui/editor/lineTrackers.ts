import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { LineTracker } from './lineTracker';

/** Trackers of lines, one per open document, told of its edits. */
export class LineTrackers implements Disposable {
  private readonly trackers = new Map<string, { readonly topic: string; readonly tracker: LineTracker }>();
  private readonly subscriptions = vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) =>
      this.trackers.get(document.uri.toString())?.tracker.edit(contentChanges),
    ),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.trackers.delete(uri.toString())),
  );

  /** @param topic what the lines are about: those of another topic are forgotten */
  of({ uri }: vscode.TextDocument, topic: string): LineTracker {
    const known = this.trackers.get(uri.toString());
    if (known?.topic === topic) return known.tracker;
    const tracker = new LineTracker();
    this.trackers.set(uri.toString(), { topic, tracker });
    return tracker;
  }

  dispose(): void {
    this.subscriptions.dispose();
  }
}
