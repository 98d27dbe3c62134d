import type * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import type { RunId } from '../../base/units';
import type { CallSite } from '../../model/attribution';
import type { SiteLocator } from '../siteLocator';
import type { LocatedLine } from './lineTracker';
import { LineTrackers } from './lineTrackers';

/** Follows the lines of call sites through the edits of open documents. A document shows one run at a time. */
export class SiteLines implements SiteLocator, Disposable {
  private readonly trackers = new LineTrackers();

  /** Where a call site of a run is in a document by now. */
  locate(document: vscode.TextDocument, run: RunId, site: CallSite): LocatedLine {
    const anchor = { line: site.line - 1, hash: site.lineHash };
    return this.trackers.of(document, run).locate(site.id, anchor, document);
  }

  dispose(): void {
    this.trackers.dispose();
  }
}
