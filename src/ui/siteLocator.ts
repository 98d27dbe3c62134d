import type * as vscode from 'vscode';
import type { RunId } from '../base/units';
import type { CallSite } from '../model/attribution';

/** Says where the line of a call site is by now, in a document that may have been edited. */
export interface SiteLocator {
  /** `line` counts from 0; `changed`: its text is another than the one that ran. */
  locate(document: vscode.TextDocument, run: RunId, site: CallSite): { line: number; changed: boolean };
}
