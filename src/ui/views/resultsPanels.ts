import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { RunId } from '../../base/units';
import { registerCommand } from '../registerCommand';
import { findSuiteRuns, type ResultsTarget } from '../suiteRuns';
import { ResultsPanel, type ResultsPanelOptions } from './resultsPanel';

/** Names the panel towards VS Code, which brings it back by this name after a reload. */
const VIEW_TYPE = 'latencyLens.completionResults';

/** The panels of results that are open, one per suite at most, and the command that opens them. */
export class ResultsPanels implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly panels = new Set<ResultsPanel>();

  constructor(private readonly options: ResultsPanelOptions) {
    this.owned.add(registerCommand('openResults', (target?: ResultsTarget) => this.reveal(target)));
    this.owned.add(
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: async (panel, state) => this.restore(panel, state),
      }),
    );
  }

  dispose(): void {
    this.owned.dispose();
    for (const panel of [...this.panels]) panel.dispose();
  }

  /** Without a run, as from the palette, it is the newest one. */
  private reveal(target: ResultsTarget = {}): void {
    const { store } = this.options;
    const run = target.runId === undefined ? findSuiteRuns(store)[0] : store.get(target.runId);
    if (!run?.completion) {
      void vscode.window.showInformationMessage(
        'There are no results of a completion suite yet. Run one from the Test Explorer.',
      );
      return;
    }
    const { file } = run.completion.suite;
    const known = [...this.panels].find(({ suiteFile }) => suiteFile === file);
    const panel = known ?? this.show(run.id, createPanel());
    panel.reveal({ ...target, runId: run.id });
  }

  private show(runId: RunId, webviewPanel: vscode.WebviewPanel): ResultsPanel {
    const panel = new ResultsPanel(runId, webviewPanel, this.options);
    this.panels.add(panel);
    webviewPanel.onDidDispose(() => {
      panel.dispose();
      this.panels.delete(panel);
    });
    return panel;
  }

  /** @param state what the page kept; see `ResultChoices` in the webview */
  private restore(webviewPanel: vscode.WebviewPanel, state: unknown): void {
    const runId = (state as { runId?: unknown } | undefined)?.runId;
    if (typeof runId === 'string') this.show(runId as RunId, webviewPanel);
    else webviewPanel.dispose();
  }
}

function createPanel(): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(VIEW_TYPE, 'Completion Results', vscode.ViewColumn.Active);
}
