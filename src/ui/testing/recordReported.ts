import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { SuiteRecording } from '../../completion/runSuite';
import type { Suite } from '../../completion/suite/suite';
import type { Run, RunOrigin } from '../../model/run';
import type { RunStore } from '../../store/runStore';
import type { SuiteSelection } from './selection';
import type { SuiteReport } from './suiteReport';

/** A run that is being recorded. */
export interface LiveRun extends SuiteRecording {
  readonly id: Run['id'];
  end(): Promise<Run>;
}

/** What it takes to record the run of a suite, and to have the Test Explorer follow it. */
export interface ReportedRun {
  readonly store: RunStore;
  /** Begins to record a run in a new private folder. */
  readonly record: (origin: RunOrigin) => Promise<LiveRun>;
  readonly selection: SuiteSelection;
  readonly report: SuiteReport;
  /** By which people know the run. */
  readonly title: string;
}

/**
 * Records a suite while `work` runs it; what it came to is reported even where that fails.
 * @returns the run as it has ended
 */
export async function recordReported(
  suite: Suite,
  { store, record, selection, report, title }: ReportedRun,
  work: (live: LiveRun) => Promise<unknown>,
): Promise<Run> {
  const folder = vscode.workspace.getWorkspaceFolder(selection.uri)?.uri.fsPath ?? dirname(suite.file);
  const live = await record({ kind: 'completion', title, folder });
  const following = store.onDidChange(({ runId }) => {
    const { current } = live;
    if (runId === live.id && current?.status === 'running') report.follow(current);
  });
  report.start();
  try {
    await work(live);
  } finally {
    following.dispose();
    report.finish(await live.end());
  }
  return live.end();
}
