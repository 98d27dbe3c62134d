import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { formatMoment } from '../base/format';
import type { RunId } from '../base/units';
import type { Run } from '../model/run';
import type { RunStore } from '../store/runStore';
import { loadTrace, saveTrace } from '../store/traceOnDisk';
import { traceFileExtension } from './contributions';

const filters = { 'Latency Lens trace': [traceFileExtension] };

/** Brings runs from files, and writes them to files. */
export class TraceFiles {
  constructor(private readonly store: RunStore) {}

  /**
   * Lets the person choose a saved run and returns its id; nothing when they changed their mind.
   * @throws HumanError when it can't be read
   */
  async choose(): Promise<RunId | undefined> {
    const [file] = (await vscode.window.showOpenDialog({ filters })) ?? [];
    return file && this.load(file);
  }

  /**
   * Brings in a saved run, unless it is there, and returns its id.
   * @throws HumanError when it can't be read
   */
  async load(file: vscode.Uri): Promise<RunId> {
    const { run, problems } = await loadTrace(file.fsPath);
    if (!this.store.get(run.id)) this.store.put(imported(run, problems), []);
    return run.id;
  }

  /**
   * Saves a run where the person says.
   * @throws HumanError when it can't be written
   */
  async export(runId: RunId): Promise<void> {
    const run = this.store.get(runId);
    if (!run) return;
    const folder = run.origin.folder ?? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
    const defaultUri = vscode.Uri.file(join(folder, fileNameOf(run)));
    const file = await vscode.window.showSaveDialog({ filters, defaultUri });
    if (file) await saveTrace(file.fsPath, run);
  }
}

function imported(run: Run, problems: Run['problems']): Run {
  return { ...run, origin: { ...run.origin, kind: 'imported' }, problems: [...run.problems, ...problems] };
}

/** `coding-agent-2026-03-08-140509.lltrace` */
function fileNameOf({ origin, startedAtEpoch }: Run): string {
  const title = origin.title.replace(/[^\p{L}\p{N}.]+/gu, '-').replace(/^-|-$/g, '');
  const moment = formatMoment(startedAtEpoch).replaceAll(':', '').replace(' ', '-');
  return `${title || 'run'}-${moment}.${traceFileExtension}`;
}
