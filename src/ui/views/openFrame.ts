import * as vscode from 'vscode';
import type { RunId } from '../../base/units';
import { callSiteIdOf, type SourceFrame } from '../../model/attribution';
import { showProblem } from '../showProblem';
import type { SiteLocator } from '../siteLocator';
import { openBeside } from './openBeside';

/** From where a line is opened. */
export interface FrameOpening {
  readonly lines: SiteLocator;
  readonly runId: RunId;
  /** Group in which the line is not to be opened. */
  readonly avoid: vscode.ViewColumn | undefined;
}

/** Opens the line of a frame where it is by now, and says so when that fails. */
export async function openFrame(
  frame: SourceFrame | undefined,
  { lines, runId, avoid }: FrameOpening,
): Promise<void> {
  if (!frame) return;
  try {
    const document = await vscode.workspace.openTextDocument(frame.file);
    const { line, changed } = lines.locate(document, runId, { ...frame, id: callSiteIdOf(frame) });
    await openBeside(document, new vscode.Position(line, changed ? 0 : frame.column - 1), avoid);
  } catch (error) {
    showProblem('This line could not be opened.', error);
  }
}
