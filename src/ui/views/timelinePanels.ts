import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { CallId, RunId } from '../../base/units';
import { TimelinePanel, type TimelinePanelOptions } from './timelinePanel';

/** Names the panel towards VS Code, which brings it back by this name after a reload. */
const VIEW_TYPE = 'latencyLens.timeline';

/** The timelines that are open, one per run at most. */
export class TimelinePanels implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly panels = new Map<RunId, TimelinePanel>();

  constructor(private readonly options: TimelinePanelOptions) {
    this.owned.add(
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
        deserializeWebviewPanel: async (panel, state) => this.restore(panel, state),
      }),
    );
  }

  /** Opens the timeline of a run, or brings it to the front, and selects calls or opens a finding in it. */
  reveal(runId: RunId, callIds: readonly CallId[] = [], findingId?: string): void {
    const known = this.panels.get(runId);
    const panel = known ?? this.show(runId, createPanel());
    panel.reveal(callIds, findingId);
  }

  /** Shows the timeline of a run in a panel that somebody else made. */
  show(runId: RunId, webviewPanel: vscode.WebviewPanel): TimelinePanel {
    const panel = new TimelinePanel(runId, webviewPanel, this.options);
    this.panels.set(runId, panel);
    webviewPanel.onDidDispose(() => {
      panel.dispose();
      if (this.panels.get(runId) === panel) this.panels.delete(runId);
    });
    return panel;
  }

  dispose(): void {
    this.owned.dispose();
    for (const panel of [...this.panels.values()]) panel.dispose();
  }

  /** @param state what the page kept; see `KeptState` in the webview */
  private restore(webviewPanel: vscode.WebviewPanel, state: unknown): void {
    const runId = (state as { runId?: unknown } | undefined)?.runId;
    if (typeof runId === 'string') this.show(runId as RunId, webviewPanel);
    else webviewPanel.dispose();
  }
}

function createPanel(): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(VIEW_TYPE, 'Timeline', vscode.ViewColumn.Beside);
}
