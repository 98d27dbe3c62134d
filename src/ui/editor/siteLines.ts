import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { RunId } from '../../base/units';
import type { CallSite } from '../../model/attribution';
import type { SiteLocator } from '../siteLocator';
import { LineTracker, type LocatedLine } from './lineTracker';

/** Follows the lines of call sites through the edits of open documents. */
export class SiteLines implements SiteLocator, Disposable {
  private readonly trackers = new Map<string, { readonly run: RunId; readonly tracker: LineTracker }>();
  private readonly subscriptions = vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) =>
      this.trackers.get(document.uri.toString())?.tracker.edit(contentChanges),
    ),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.trackers.delete(uri.toString())),
  );

  /** Where a call site of a run is in a document by now. */
  locate(document: vscode.TextDocument, run: RunId, site: CallSite): LocatedLine {
    const anchor = { line: site.line - 1, hash: site.lineHash };
    return this.trackerOf(document, run).locate(site.id, anchor, document);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  /** A document shows one run at a time; another run has its own lines. */
  private trackerOf({ uri }: vscode.TextDocument, run: RunId): LineTracker {
    const known = this.trackers.get(uri.toString());
    if (known?.run === run) return known.tracker;
    const tracker = new LineTracker();
    this.trackers.set(uri.toString(), { run, tracker });
    return tracker;
  }
}
