import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable';
import type { CallId, RunId } from '../base/units';
import type { CallSite } from '../model/attribution';
import type { RunStore } from '../store/runStore';
import { registerCommand } from './registerCommand';
import type { SiteLocator } from './siteLocator';
import type { TraceFiles } from './traceFiles';

/** What a command is about. Rows of the runs tree are targets too. */
export interface CommandTarget {
  readonly runId: RunId;
  readonly callIds?: readonly CallId[];
  readonly site?: CallSite;
  /** What was found in the run, by its id. */
  readonly findingId?: string;
}

/** Walking through a list leaves the keyboard with the list. */
export type OpenSourceOptions = Pick<vscode.TextDocumentShowOptions, 'preserveFocus'>;

/** Opens the timeline of a run. */
export interface Timelines {
  reveal(runId: RunId, callIds?: readonly CallId[], findingId?: string): void;
}

export interface CommandOptions {
  readonly store: RunStore;
  readonly timelines: Timelines;
  readonly lines: SiteLocator;
  readonly traceFiles: TraceFiles;
}

export function registerCommands(options: CommandOptions): Disposable {
  const { store, timelines, traceFiles } = options;
  return vscode.Disposable.from(
    registerCommand('openTimeline', (target?: CommandTarget) => openTimeline(options, target)),
    registerCommand('openSource', (target: CommandTarget, how?: OpenSourceOptions) =>
      openSource(options, target, how),
    ),
    registerCommand('openTrace', async () => {
      const runId = await traceFiles.choose();
      if (runId) timelines.reveal(runId);
    }),
    registerCommand('exportTrace', ({ runId }: CommandTarget) => traceFiles.export(runId)),
    registerCommand('deleteRun', ({ runId }: CommandTarget) => store.remove(runId)),
    registerCommand('deleteAllRuns', () => deleteAllRuns(store)),
  );
}

/** Without a target, as from the palette, it is the newest run's. */
function openTimeline({ store, timelines }: CommandOptions, target?: CommandTarget): void {
  const runId = target?.runId ?? store.runs[0]?.id;
  if (runId && store.get(runId)) timelines.reveal(runId, target?.callIds, target?.findingId);
  else
    void vscode.window.showInformationMessage(
      'There are no runs yet. Press F5 on a program that calls a model.',
    );
}

async function openSource(
  { lines }: CommandOptions,
  { runId, site }: CommandTarget,
  how?: OpenSourceOptions,
): Promise<void> {
  if (!site) return;
  const document = await vscode.workspace.openTextDocument(site.file);
  const { line, changed } = lines.locate(document, runId, site);
  const position = new vscode.Position(line, changed ? 0 : site.column - 1);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position), ...how });
}

async function deleteAllRuns(store: RunStore): Promise<void> {
  const ended = store.runs.filter((run) => run.status === 'ended');
  const question = `Delete ${ended.length} recorded runs? They are deleted from disk too.`;
  if (
    ended.length === 0 ||
    (await vscode.window.showWarningMessage(question, { modal: true }, 'Delete')) !== 'Delete'
  )
    return;
  for (const { id } of ended) store.remove(id);
}
